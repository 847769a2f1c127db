-- Tables that this transaction has read, behind views too, and that a crash of the server empties.
select distinct format('%I.%I', n.nspname, c.relname)
from pg_locks l
    join pg_class c on c.oid = l.relation and c.relkind in ('r', 'm') and c.relpersistence = 'u'
    join pg_namespace n on n.oid = c.relnamespace
where l.locktype = 'relation' and l.pid = pg_backend_pid() and l.database = (select oid from pg_database where datname = current_database())
order by 1
