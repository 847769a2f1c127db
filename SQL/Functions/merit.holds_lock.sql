-- Only a lock of the worker's own session counts: the key of a lock that is held can be read by any login, and taken by it too.
create or replace function merit.holds_lock(worker integer) returns boolean
    language sql stable strict security definer set search_path = pg_catalog, pg_temp
    return exists (
        select from merit.worker_session w join pg_locks l on l.pid = w.backend_id
        where w.worker_id = worker and l.locktype = 'advisory' and l.granted
            and l.database = (select oid from pg_database where datname = current_database())
            and case when w.lock_key is null
                then l.objsubid = 2 and l.classid = to_regclass('merit.worker') and l.objid = w.worker_id::oid
                else l.objsubid = 1 and l.classid::bigint = ((w.lock_key >> 32) & 4294967295)
                    and l.objid::bigint = (w.lock_key & 4294967295) end);
comment on function merit.holds_lock is 'Whether a worker''s control connection lives, by the advisory lock of its session.';
