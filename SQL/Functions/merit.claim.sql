-- Takes up to `most` due jobs, all at once. Those who asked take turns: who has fewer jobs that run or are taken comes first, and chance
-- decides between equals. What a trigger on a job needs may be held by somebody's open transaction: then they are taken one by one, that
-- job is left for the next poll, and the others go on; hence a subtransaction for each and a short lock_timeout. However many are held,
-- the worker's heartbeat must not wait for it. Planned once, and to read along job_line, whatever the statistics say: they are old when
-- many ask at once.
create or replace function merit.claim(claiming_worker integer, kinds text[], most integer) returns setof merit.job
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '10ms' set plan_cache_mode = force_generic_plan set enable_sort = off
    set jit = off
as $$
declare
    lease constant interval := make_interval(secs => merit.setting_value('lease_seconds'));
    open_kinds constant text[] := merit.open_kinds(kinds);
    began constant timestamptz := clock_timestamp();
    candidate bigint;
    claimed merit.job;
    all_claimed merit.job[];
    taken integer := 0;
    left_back integer := 0;
    obstacle text;
begin
    begin
        with due as (
            select line.running, first.*
            from merit.lines(open_kinds) line, lateral (
                select waiting.job_id, waiting.asked_by, waiting.priority, waiting.run_at from merit.job waiting
                where waiting.state = 'available' and waiting.asked_by = line.asked_by and waiting.kind = line.kind
                    and waiting.priority = line.priority and waiting.run_at <= began
                    and not exists (
                        select from merit.job running
                        where running.kind = waiting.kind and running.subject_id = waiting.subject_id and running.state = 'running')
                order by waiting.run_at, waiting.job_id
                limit most
                for update of waiting skip locked) first
        ), placed as (
            select job_id, priority,
                running + row_number() over (partition by asked_by order by priority, run_at, job_id) as place
            from due
        ), begun as (
            update merit.job
            set state = 'running', attempt = attempt + 1, lease_token = nextval('merit.lease_token'),
                lease_expires_at = clock_timestamp() + lease, worker_id = claiming_worker, backend = null, progress = null,
                started_at = clock_timestamp()
            where job_id = any (array(select job_id from placed order by priority, place, random() limit most))
            returning job.*
        )
        select array_agg(begun order by begun.priority, begun.run_at, begun.job_id) into all_claimed from begun;
        return query select * from unnest(all_claimed);
        return;
    exception
        -- One of them is held, or an attempt at its subject was begun in between; the loop finds out which.
        when others then null;
    end;

    -- Behind the first few in any order: whoever holds many does not stand in the way of the others for long.
    for candidate in
        with due as (
            select line.running, first.*
            from merit.lines(open_kinds) line, lateral (
                select waiting.job_id, waiting.asked_by, waiting.priority, waiting.run_at from merit.job waiting
                where waiting.state = 'available' and waiting.asked_by = line.asked_by and waiting.kind = line.kind
                    and waiting.priority = line.priority and waiting.run_at <= began
                    and not exists (
                        select from merit.job running
                        where running.kind = waiting.kind and running.subject_id = waiting.subject_id and running.state = 'running')
                order by waiting.run_at, waiting.job_id
                limit 10000) first
        ), placed as (
            select job_id, priority, row_number() over (partition by asked_by order by priority, run_at, job_id) as place, running
            from due
        )
        select job_id from placed order by priority, least(running + place, 20 + most), random()
    loop
        exit when taken >= most or clock_timestamp() > began + interval '1 second';
        begin
            update merit.job
            set state = 'running', attempt = attempt + 1, lease_token = nextval('merit.lease_token'),
                lease_expires_at = clock_timestamp() + lease, worker_id = claiming_worker, backend = null, progress = null,
                started_at = clock_timestamp()
            where job_id = (
                select job_id from merit.job
                where job_id = candidate and state = 'available' and run_at <= clock_timestamp()
                for update skip locked)
            returning * into claimed;
            if found then
                taken := taken + 1;
                return next claimed;
            end if;
        exception
            -- Its subject is held, or an attempt at the same subject was begun in between.
            when lock_not_available or unique_violation then null;
            -- Somebody's trigger on its subject: the job is left, the others go on.
            when others then
                left_back := left_back + 1;
                obstacle := format('job %s: %s', candidate, sqlerrm);
        end;
    end loop;
    -- Where all were taken one by one, nothing is amiss.
    if left_back > 0 then
        raise warning '% jobs are left, the last because of %', left_back, obstacle;
    end if;
end
$$;
comment on function merit.claim is 'Claims due jobs for a worker: new token, new lease, one more attempt.';
grant execute on function merit.claim to merit_worker;
