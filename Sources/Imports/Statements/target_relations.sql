-- Tables of the source that rows can be put into.
select c.relname::text
from pg_class c join pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relkind in ('r', 'p')
order by 1
