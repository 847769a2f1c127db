-- Whom Merit's schema belongs to: merit, or merit_api where that alone is there.
select nspname::text, pg_get_userbyid(nspowner)::text
from pg_namespace
where nspname in ('merit', 'merit_api')
order by nspname
limit 1
