-- Relations of the source schema with their columns; a domain counts as the type it stands for. Texts of most collations are equal
-- only where their bytes are.
with recursive base as (
    select oid, oid as base_oid, typbasetype from pg_type
    union all
    select base.oid, t.oid, t.typbasetype from base join pg_type t on t.oid = base.typbasetype where base.typbasetype <> 0
)
select c.relname::text as relation, a.attname::text as column, replace(format_type(t.oid, null), '"', '') as type,
    t.typtype = 'e' as is_enum,
    coalesce(l.collisdeterministic, true) as is_bytewise,
    exists (
        select from pg_index i
        where i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1 and i.indkey[0] = a.attnum) as is_key,
    has_column_privilege(c.oid, a.attnum, 'select') as is_readable
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    join base b on b.oid = a.atttypid and b.typbasetype = 0
    join pg_type t on t.oid = b.base_oid
    left join pg_collation l on l.oid = a.attcollation
where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'f', 'p')
order by c.relname, a.attnum
