-- The planner's row count of a table of 10,000 rows or more whose column no index begins with; nothing otherwise.
select greatest(c.reltuples, 0)::bigint
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = $3
where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'm') and c.reltuples >= 10000
    and not exists (select from pg_index i where i.indrelid = c.oid and i.indkey[0] = a.attnum)
