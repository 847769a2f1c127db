-- Relations of the source of which no column may be read: by the role that is connected, and by the reader ($2) where it exists.
select c.relname::text, r.rolname::text
from pg_class c
    join pg_namespace n on n.oid = c.relnamespace
    join pg_roles r on r.rolname in (current_user, $2)
where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'f', 'p')
    and not (has_schema_privilege(r.oid, n.oid, 'usage') and has_any_column_privilege(r.oid, c.oid, 'select'))
order by c.relname, r.rolname
