-- What stands in a schema, whatever it is.
select relname::text
from pg_class
where relnamespace = (select oid from pg_namespace where nspname = $1) and relkind in ('r', 'p', 'v', 'm', 'f')
order by relname;
