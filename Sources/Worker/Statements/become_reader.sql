-- $1: the reader; $2: the worker, who reads for itself where an older Merit made no reader.
-- Whoever may act as the role that reads the source does so until the transaction ends: what a superuser can read says nothing.
select set_config('role', reader.rolname, true)
from (select rolname from pg_roles where rolname in ($1, $2) order by rolname limit 1) reader
where reader.rolname <> current_user and pg_has_role(current_user, reader.rolname, 'member')
