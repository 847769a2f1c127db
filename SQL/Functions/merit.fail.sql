-- Fails a running job. If what the job's triggers need is held, nobody waits for it: the job keeps running without lease, and
-- fails again when it is tried again.
create or replace function merit.fail(job_number bigint, token bigint, reason text) returns text
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '1s'
as $$
declare
    now_in text;
begin
    update merit.job
    set state = 'failed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null, last_error = reason
    where job_id = job_number and state = 'running' and lease_token = token
    returning state into now_in;
    return now_in;
exception
    when lock_not_available then
        return merit.put_back(job_number, token, clock_timestamp(), true, reason);
end
$$;
comment on function merit.fail is 'Fails a running job under its token; returns its new state, null where the lease was lost.';
grant execute on function merit.fail to merit_worker;
