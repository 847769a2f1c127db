-- Renews the leases that are still held, and returns the jobs that must stop, each with the reason and a note. A row that is locked is
-- being completed by its own transaction: it needs no renewal. `hears_nothing`: the worker has waited for an answer on the attempt's
-- session for too long; if the server waits for the worker there, or has ended the session, then what they say does not reach each
-- other any more. No lock is waited for long. Where the queue itself is held, that is the one row returned, and the worker has been
-- seen all the same: a sweep knows then that it lives.
create or replace function merit.heartbeat(
        beating_worker integer, job_numbers bigint[], tokens bigint[], hears_nothing boolean[])
    returns table (job_number bigint, reason text, note text)
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '250ms'
as $$
declare
    lease integer := 15;
    longest integer;
begin
    begin
        update merit.worker_session set seen_at = clock_timestamp() where worker_id = beating_worker;
    exception
        when lock_not_available then null;
    end;
    begin
        lease := merit.setting_value('lease_seconds');
        longest := merit.setting_value('job_seconds');
    exception
        -- The leases are renewed by what is usual; how long a job may run is asked the next time.
        when lock_not_available then null;
    end;
    begin
        update merit.job
        set lease_expires_at = clock_timestamp() + make_interval(secs => lease), doubted = null
        where job_id in (
            select job.job_id
            from merit.job join unnest(job_numbers, tokens) mine (job_id, lease_token) using (job_id, lease_token)
            where state = 'running' and lease_expires_at is not null
            for no key update of job skip locked);
        return query
            select mine.job_id,
                case
                    when job.state = 'cancelled' and job.lease_token = mine.lease_token then 'cancelled'
                    when (job.state = 'running' and job.lease_token = mine.lease_token) is not true then 'lost'
                    when job.started_at + make_interval(secs => longest) < clock_timestamp() then 'overtime'
                    when mine.is_silent and (job.backend).pid is not null and not exists (
                        select from pg_stat_activity a
                        where a.pid = (job.backend).pid
                            and (a.wait_event_type is distinct from 'Client' or a.state_change > clock_timestamp() - interval '1 second')
                    ) then 'silent'
                    else 'none'
                end,
                format('ran longer than the %s s that the setting job_seconds allows', longest)
                    || coalesce('; it was ' || nullif(concat_ws(' ', job.progress ->> 'stage', job.progress ->> 'what'), ''), '')
            from unnest(job_numbers, tokens, hears_nothing) mine (job_id, lease_token, is_silent)
                left join merit.job using (job_id);
    exception
        when lock_not_available then
            return query select null::bigint, 'held up', merit.held_up(0);
    end;
end
$$;
comment on function merit.heartbeat is 'Renews a worker''s leases; says which of its jobs must stop, and why.';
grant execute on function merit.heartbeat to merit_worker;
