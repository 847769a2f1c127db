-- Columns of relations of schema $1 that the role that is connected may not read.
select c.relname::text, a.attname::text
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'f', 'p') and not has_column_privilege(c.oid, a.attnum, 'select')
order by c.relname, a.attnum
