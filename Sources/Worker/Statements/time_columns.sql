-- How rows of a table are found by its columns $3: for each, whether an index begins with it, whether BRIN holds it, how well the rows
-- lie in its order (0 to 1), whether the table is large enough for BRIN, whether partitions go by it, and whether the planner knows nothing
-- of a megabyte of it or more. Nothing for a view, and for what may not be read.
--
-- BRIN knows the least and the greatest of each megabyte. The planner supposes that each column finds at least one, and reads a table or a
-- partition whole that has no more megabytes than columns. The order of such a partition, as of one that has just begun, says nothing.
with parent as (
    select c.oid, p.partattrs[0] as key
    from pg_class c
        join pg_namespace n on n.oid = c.relnamespace
        left join pg_partitioned_table p on p.partrelid = c.oid and p.partstrat <> 'h'
    where n.nspname = $1 and c.relname = $2 and c.relkind in ('r', 'p', 'm') and has_table_privilege(c.oid, 'select')
), leaf as (
    select oid from parent
    union
    select tree.relid from parent, pg_partition_tree(parent.oid) tree where tree.isleaf
), found as (
    select a.attname, bytes, bytes > cardinality($3) * 1048576 as is_large, abs(s.correlation) as correlation,
        exists (
            select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am on pg_am.oid = x.relam
            where i.indrelid = c.oid and i.indisvalid and i.indpred is null and amname = 'btree'
                and i.indkey[0] = a.attnum) as has_btree,
        exists (
            select from pg_index i join pg_class x on x.oid = i.indexrelid join pg_am on pg_am.oid = x.relam
            where i.indrelid = c.oid and i.indisvalid and i.indpred is null and amname = 'brin'
                and a.attnum = any(i.indkey)) as has_brin,
        -- An index counts rows too, so that their number alone does not say that ANALYZE has run.
        c.reltuples < 0 or s.attname is null and has_column_privilege(c.oid, a.attnum, 'select')
            and not row_security_active(c.oid) as is_unknown
    from leaf
        join pg_class c on c.oid = leaf.oid and c.relkind <> 'p'
        cross join pg_relation_size(c.oid) bytes
        join pg_namespace n on n.oid = c.relnamespace
        join pg_attribute a on a.attrelid = c.oid and a.attname = any($3)
        left join pg_stats s on (s.schemaname, s.tablename, s.attname) = (n.nspname, c.relname, a.attname)
            and not s.inherited
)
select attname::text, coalesce(bool_and(has_btree) filter (where bytes > 0), true),
    coalesce(bool_and(has_brin) filter (where bytes > 0), true),
    (case when bool_or(is_large) then min(coalesce(correlation, 0)) filter (where is_large)
        else coalesce(min(correlation) filter (where bytes > 0), 0) end)::float8,
    coalesce(sum(bytes) filter (where is_large) > sum(bytes) / 2, false),
    exists (
        select from parent join pg_attribute a on (a.attrelid, a.attnum) = (parent.oid, parent.key)
        where a.attname = found.attname),
    coalesce(sum(bytes) filter (where is_unknown), 0) >= 1000000
from found
group by attname
order by attname
