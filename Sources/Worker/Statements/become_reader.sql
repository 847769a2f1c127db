-- Whoever may act as the role that reads the source does so until the transaction ends: what a superuser can read says nothing.
select set_config('role', reader.rolname, true)
from (select rolname from pg_roles where rolname in ('merit_reader', 'merit_worker') order by rolname limit 1) reader
where reader.rolname <> current_user and pg_has_role(current_user, reader.rolname, 'member')
