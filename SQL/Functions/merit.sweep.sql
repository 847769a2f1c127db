-- Puts back the jobs of dead workers: those whose advisory lock is gone, whose lease has run out, or that were handed back.
-- A restart of the server, or another one in its place, ends every session and blames no job; nor is one to blame that its
-- worker left behind in good order. A lease that ran out while nobody could renew it, because a lock or a standstill of the server
-- kept everybody from it, proves nothing: its worker has some seconds more to show itself, once.
create or replace function merit.sweep() returns setof merit.duty_note
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '100ms'
as $$
declare
    began constant timestamptz := clock_timestamp();
    lease constant interval := make_interval(secs => merit.setting_value('lease_seconds'));
    -- Longer than a worker takes to try a heartbeat again.
    grace constant interval := interval '7 seconds';
    -- Nobody has swept for a while: what kept sweeps away may have kept heartbeats away.
    was_away constant boolean := coalesce(
        (select last_done_at < clock_timestamp() - interval '5 seconds' from merit.duty where name = 'sweep'), false);
    dead record;
    now_in text;
begin
    -- Where leases cannot be renewed nothing is swept either, so that it shows as a time without sweeps.
    update merit.job set run_at = run_at where false;

    -- The worker of a cancelled job stops it at once, unless nobody can tell it.
    for dead in
        select job_id, lease_token, backend from merit.job
        where state = 'cancelled' and backend is not null and finished_at < clock_timestamp() - interval '500 milliseconds'
    loop
        exit when clock_timestamp() > began + interval '2 seconds';
        begin
            perform merit.end_backend(dead.backend);
            update merit.job set backend = null
            where job_id = dead.job_id and state = 'cancelled' and lease_token = dead.lease_token;
        exception
            when lock_not_available then null;
        end;
    end loop;

    for dead in
        with busy as materialized (
            -- Asked once for each worker: it reads all locks of the server.
            select worker_id, timeline, seen_at, locked and not merit.holds_lock(worker_id) as is_dead
            from merit.worker_session
            where worker_id in (select worker_id from merit.job where state = 'running')
        )
        select j.job_id, j.lease_token, j.lease_expires_at, j.run_at, j.last_error, j.worker_id, j.deaths, j.backend, death.cause
        from merit.job j
            left join busy w using (worker_id),
            lateral (select case
                when j.lease_expires_at is null then 'handed back'
                when j.started_at < pg_postmaster_start_time() then 'the server was restarted'
                when w.worker_id is null then 'its worker is gone'
                when w.timeline <> merit.timeline() then 'another server took over'
                when w.is_dead then 'its worker died'
                when j.doubted is distinct from j.lease_token and (
                        was_away and j.lease_expires_at < clock_timestamp() + grace
                        or j.lease_expires_at < clock_timestamp() and w.seen_at > clock_timestamp() - lease) then 'in doubt'
                when j.lease_expires_at < clock_timestamp() then 'its lease ran out'
            end as cause) death
        where j.state = 'running' and death.cause is not null
        order by j.job_id
    loop
        exit when clock_timestamp() > began + interval '2 seconds';
        begin
            if dead.cause = 'in doubt' then
                update merit.job set doubted = lease_token, lease_expires_at = clock_timestamp() + grace
                where job_id = (
                    select job_id from merit.job
                    where job_id = dead.job_id and state = 'running' and lease_token = dead.lease_token
                        and lease_expires_at = dead.lease_expires_at
                    for no key update skip locked);
                continue;
            end if;
            -- Before the row is locked: the orphan itself may hold it, with a COMMIT that never came.
            perform merit.end_backend(dead.backend);
            -- Only one sweeper takes it on; whoever holds the row now is left alone.
            perform from merit.job
            where job_id = dead.job_id and state = 'running' and lease_token = dead.lease_token
                and lease_expires_at is not distinct from dead.lease_expires_at
            for no key update skip locked;
            continue when not found;

            if dead.cause in ('its worker died', 'its lease ran out') then
                dead.deaths := dead.deaths + 1;
                update merit.job set deaths = dead.deaths where job_id = dead.job_id;
            end if;
            now_in := case
                when dead.cause in ('its worker died', 'its lease ran out') and dead.deaths >= merit.setting_value('worker_deaths')
                    then merit.fail(dead.job_id, dead.lease_token, format(
                        'Worker processes died while they ran this job: %s in all, so it is not tried again by itself. '
                        'Look at the log of the workers and at their memory, then ask again.', dead.deaths))
                -- What it counts for was written when it was handed back.
                when dead.cause = 'handed back'
                    then merit.put_back(dead.job_id, dead.lease_token, dead.run_at, true, dead.last_error)
                else merit.put_back(dead.job_id, dead.lease_token, clock_timestamp(), false, dead.cause)
            end;
            return next row(
                dead.job_id, dead.worker_id, now_in, dead.cause,
                dead.cause in ('its worker died', 'its lease ran out', 'its worker is gone'))::merit.duty_note;
        exception
            when lock_not_available then null;
            when others then raise warning 'job % is left: %', dead.job_id, sqlerrm;
        end;
    end loop;

    -- One that is registering holds its lock before its row can be seen.
    for dead in
        delete from merit.worker_session
        where worker_id in (
            select worker_id from merit.worker_session w
            where not exists (select from merit.job where worker_id = w.worker_id and state = 'running')
                and (locked and not merit.holds_lock(worker_id) or not was_away and seen_at < clock_timestamp() - interval '1 hour')
            for update skip locked)
        returning worker_id, host, process_id
    loop
        return next row(
            null, dead.worker_id, null, format('worker on %s, process %s, is gone', dead.host, dead.process_id), false)::merit.duty_note;
    end loop;
end
$$;
comment on function merit.sweep is 'Puts back the jobs of workers that are gone, and says which and why.';
grant execute on function merit.sweep to merit_worker;
