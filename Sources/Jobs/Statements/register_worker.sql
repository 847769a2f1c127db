-- Announces a worker; where `locked`, its session lock says from then on that it lives. Nobody can hold a key that is drawn here.
with registered as (
    insert into merit.worker_session (host, process_id, version, backend_id, locked, lock_key)
    values ($1, $2, $3, pg_backend_pid(), $4, ('x' || left(replace(gen_random_uuid()::text, '-', ''), 16))::bit(64)::bigint)
    returning worker_id, locked, lock_key
)
select worker_id, case when locked then pg_try_advisory_lock(lock_key) else true end as alive
from registered
