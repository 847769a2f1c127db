-- Relations of the source that a worker may not read: the role that is connected, and merit_worker where it exists.
select c.relname::text, r.rolname::text
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_roles r on r.rolname in (current_user, 'merit_worker')
where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'f', 'p')
    and not (has_schema_privilege(r.oid, n.oid, 'usage') and has_table_privilege(r.oid, c.oid, 'select'))
order by c.relname, r.rolname
