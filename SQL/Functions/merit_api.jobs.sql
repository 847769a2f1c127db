-- Who may see how the queue is: it names periods and templates, and people only where an error does.
create or replace function merit.sees_queue(asking text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from merit.officer o
        where o.employee_id = asking and (o.duty = 'operator' or o.duty in ('hr', 'auditor') and o.department is null))
$$;
comment on function merit.sees_queue is 'Whether somebody may see how the queue is: operators, and who has the duty hr or auditor towards everyone.';

-- Jobs of either end of the queue, as many as anybody reads: what waits and runs, and the newest of what is over.
create or replace function merit_api.jobs(job_number bigint default null)
    returns table (
        job_id bigint, kind text, subject text, state text, attempt integer, max_attempts integer, retries integer, deaths integer,
        run_at timestamptz, created_at timestamptz, started_at timestamptz, finished_at timestamptz, worker text, done text,
        last_error text, asked_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    if not merit.sees_queue(merit.viewer()) then
        return;
    end if;
    return query
        select j.job_id, j.kind,
            coalesce(
                p.label, t.code || '@' || t.version,
                to_char(r.quarter - make_interval(months => merit.first_quarter_month() - 1), 'YYYY-"Q"Q'), j.subject_id::text),
            j.state, j.attempt, j.max_attempts, j.retries, j.deaths, j.run_at, j.created_at, j.started_at, j.finished_at,
            coalesce(w.host || ' ' || w.process_id, j.worker_id::text), j.progress::text, j.last_error, j.asked_by
        from merit.job j
            left join merit.appraisal_period p on j.kind like '%\_period' and p.period_id = j.subject_id
            left join merit.template t on j.kind like '%\_template' and t.template_id = j.subject_id
            left join merit.quarter_review r on j.kind like '%\_quarter' and r.review_id = j.subject_id
            left join merit.worker_session w on w.worker_id = j.worker_id
        where case when job_number is not null then j.job_id = job_number
            else j.job_id in (
                    select o.job_id from merit.job o where o.state in ('available', 'running') order by o.priority, o.run_at limit 200)
                or j.job_id in (
                    select o.job_id from merit.job o where o.finished_at is not null order by o.finished_at desc limit 50) end
        order by j.finished_at desc nulls first, j.state = 'available', j.priority, j.run_at, j.job_id;
end
$$;
comment on function merit_api.jobs is
    'What waits and runs in the queue, and the newest of what is over; for operators, and whoever has the duty hr or auditor towards everyone.';
grant execute on function merit_api.jobs to merit_person;

create or replace function merit_api.job_counts() returns table (kind text, state text, jobs bigint, oldest timestamptz, paused text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with held as (
        select coalesce(j.kind, h.kind) as kind, j.state, coalesce(j.jobs, 0) as jobs, j.oldest, h.reason
        from (select kind, state, count(*) as jobs, min(created_at) as oldest from merit.job group by kind, state) j
            full join merit.paused h on h.kind = j.kind
    )
    select kind, state, jobs, oldest, reason from held
    where merit.sees_queue(merit.viewer())
    order by kind, state
$$;
comment on function merit_api.job_counts is
    'How many jobs there are of which kind in which state, since when, and why a kind is paused; for whoever sees merit_api.jobs.';
grant execute on function merit_api.job_counts to merit_person;

create or replace function merit_api.workers()
    returns table (worker_id integer, host text, process_id integer, version text, is_alive boolean, started_at timestamptz,
        seen_at timestamptz, doing text, busy_since timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
begin
    if not merit.sees_queue(merit.viewer()) then
        return;
    end if;
    return query
        select w.worker_id, w.host, w.process_id, w.version, w.alive, w.started_at, w.seen_at, w.doing, w.busy_since
        from merit.worker w order by w.alive desc, w.seen_at desc limit 100;
end
$$;
comment on function merit_api.workers is 'The workers, who of them lives and what each does; for whoever sees merit_api.jobs.';
grant execute on function merit_api.workers to merit_person;

create or replace function merit_api.job_attempts(job_number bigint)
    returns table (worker text, began_at timestamptz, ended_at timestamptz, became text, error text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    if not merit.sees_queue(merit.viewer()) then
        return;
    end if;
    return query
        select a.worker, a.began_at, a.ended_at, a.became, a.error
        from merit.job_attempt a where a.job_id = job_number order by a.lease_token desc limit 500;
end
$$;
comment on function merit_api.job_attempts is
    'The attempts at a job, the newest first: who claimed it, and what became of it; for whoever sees merit_api.jobs.';
grant execute on function merit_api.job_attempts to merit_person;
