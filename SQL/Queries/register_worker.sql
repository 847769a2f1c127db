-- Announces a worker; where `locked`, its session lock says from then on that it lives.
with registered as (
    insert into merit.worker_session (host, process_id, version, backend_id, locked)
    values ($1, $2, $3, pg_backend_pid(), $4)
    returning worker_id, locked
)
select worker_id,
    case when locked then pg_try_advisory_lock('merit.worker'::regclass::oid::integer, worker_id) else true end as alive
from registered
