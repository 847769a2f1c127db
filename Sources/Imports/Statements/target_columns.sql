-- Columns of a relation that a row may be given in, the kind of their values by the type behind a domain, and whether they make
-- up its primary key.
with recursive base as (
    select oid, oid as base_oid, typbasetype from pg_type
    union all
    select base.oid, t.oid, t.typbasetype from base join pg_type t on t.oid = base.typbasetype where base.typbasetype <> 0
)
select c.relkind::text as relation_kind, a.attname::text as "column", format_type(a.atttypid, -1) as type,
    case
        when t.typname = 'date' then 'day'
        when t.typname = 'timestamp' then 'moment'
        when t.typname = 'timestamptz' then 'instant'
        when t.typcategory = 'N' then 'number'
        when t.typcategory = 'B' then 'boolean'
        else 'text'
    end as kind,
    a.attnotnull and not a.atthasdef and a.attidentity = '' as is_required,
    i.indexrelid is not null as has_key,
    coalesce(a.attnum = any (i.indkey), false) as is_key
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = '' and a.attidentity <> 'a'
    join base b on b.oid = a.atttypid and b.typbasetype = 0
    join pg_type t on t.oid = b.base_oid
    left join pg_index i on i.indrelid = c.oid and i.indisprimary
where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'v', 'm', 'f')
order by a.attnum
