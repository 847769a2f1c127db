-- What relations are and in which file their rows lie, as the snapshot sees the catalog: those of $1 (int8[]), or, where that is null, all
-- on which this session holds a lock. In a transaction these are all that it has read, behind views and partitions too.
--
-- Asked in the transaction that reads, and again after it: what differs was replaced meanwhile, and a statement took the new where its
-- snapshot had the old. Rows that TRUNCATE or a rewrite has put into a new file are none of those that an older snapshot sees. Of a
-- table or materialized view the file counts; of each relation its name, its columns, its parts and, where it is a view, its definition
-- and the functions that it calls. The server's own relations are left out: nobody empties or replaces them.
select held.oid::int8, case when c.oid is null then held.oid::text else format('%I.%I', n.nspname, c.relname) end as name,
    case when c.relkind in ('r', 'p', 'm', 'v', 'f') then concat_ws(' ', n.nspname, c.relname,
        case when c.relkind in ('r', 'm') then c.relfilenode end,
        (select hashtextextended(string_agg(a.attname || ' ' || a.atttypid, ',' order by a.attnum), 0)
            from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped),
        (select string_agg(i.inhrelid::text, ',' order by i.inhrelid) from pg_inherits i
            where i.inhparent = c.oid and not i.inhdetachpending),
        (select hashtextextended(string_agg(w.ev_action::text, ',' order by w.rulename), 0)
            from pg_rewrite w where w.ev_class = c.oid and c.relkind = 'v'),
        (select hashtextextended(string_agg(p.prosrc, ',' order by p.oid), 0)
            from pg_rewrite w
                join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_proc'::regclass
                join pg_proc p on p.oid = d.refobjid
            where w.ev_class = c.oid))
    else '' end as state
from (
    select unnest($1::int8[])::oid
    union
    select relation from pg_locks
    where $1 is null and locktype = 'relation' and pid = pg_backend_pid() and granted and relation >= 16384
        and database = (select oid from pg_database where datname = current_database())
) held (oid)
    left join pg_class c on c.oid = held.oid
    left join pg_namespace n on n.oid = c.relnamespace
