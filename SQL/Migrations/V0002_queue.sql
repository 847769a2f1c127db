-- The queue. It knows kinds and subjects, not what they mean: triggers carry a job's state to whoever cares.

create table merit.worker (
    worker_id  integer generated always as identity primary key,
    host       text        not null,
    process_id integer     not null,
    version    text        not null,
    backend_id integer,
    started_at timestamptz not null default clock_timestamp(),
    seen_at    timestamptz not null default clock_timestamp(),
    locked     boolean     not null
);

comment on table merit.worker is
    'Worker processes. A living one holds the session advisory lock (oid of this table, worker_id) on its control connection.';
comment on column merit.worker.worker_id is 'Number of the worker, drawn anew each time it connects; second key of its advisory lock.';
comment on column merit.worker.host is 'Name of the machine it runs on.';
comment on column merit.worker.process_id is 'Process id on that machine.';
comment on column merit.worker.version is 'Version of Merit that it runs.';
comment on column merit.worker.backend_id is 'Server process of its control connection.';
comment on column merit.worker.started_at is 'When it connected.';
comment on column merit.worker.seen_at is 'Its last heartbeat.';
comment on column merit.worker.locked is 'Whether it holds its advisory lock; behind a transaction pooler it cannot, and leases alone tell whether it lives.';

create type merit.backend as (pid integer, started_at timestamptz);
comment on type merit.backend is 'A server session: a process id alone may be used again.';

create sequence merit.lease_token as bigint;
comment on sequence merit.lease_token is 'Fencing tokens: every claim draws one, later writes of that claim must show it.';

create table merit.job (
    job_id           bigint generated always as identity primary key,
    kind             text        not null,
    subject_id       bigint      not null,
    state            text        not null default 'available'
        check (state in ('available', 'running', 'completed', 'failed', 'cancelled')),
    priority         smallint    not null default 0,
    run_at           timestamptz not null default clock_timestamp(),
    attempt          integer     not null default 0 check (attempt >= 0),
    max_attempts     integer     not null check (max_attempts > 0),
    retries          integer     not null default 0,
    deaths           integer     not null default 0,
    lease_token      bigint,
    lease_expires_at timestamptz,
    worker_id        integer,
    backend          merit.backend,
    progress         jsonb,
    last_error       text,
    created_at       timestamptz not null default clock_timestamp(),
    started_at       timestamptz,
    finished_at      timestamptz,
    check (state <> 'running' or lease_token is not null),
    check ((finished_at is not null) = (state in ('completed', 'failed', 'cancelled')))
) with (
    -- Rows change state a few times and are small: leave room for heap-only updates, and clean up soon.
    fillfactor = 70,
    autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 100, autovacuum_analyze_scale_factor = 0.05
);

comment on table merit.job is 'The queue: one row for each time something was asked for. Its state is the authority on what happens.';
comment on column merit.job.job_id is 'Number of the job.';
comment on column merit.job.kind is 'What is to be done, such as score_period or check_template.';
comment on column merit.job.subject_id is 'Key of what it is to be done to, in the table that the kind stands for.';
comment on column merit.job.state is 'available: waits; running: claimed by a worker; completed, failed, cancelled: over.';
comment on column merit.job.priority is 'Lower goes first among those that are due.';
comment on column merit.job.run_at is 'Not before this instant.';
comment on column merit.job.attempt is 'How many attempts have begun that count.';
comment on column merit.job.max_attempts is 'How many may.';
comment on column merit.job.retries is 'How often it was put off for a fault that does not count, such as a lost connection.';
comment on column merit.job.deaths is 'How many worker processes died while they ran it.';
comment on column merit.job.lease_token is 'Fencing token of the newest claim.';
comment on column merit.job.lease_expires_at is 'When the claim ends unless it is renewed; null in a running job: handed back, and put back by the next sweep.';
comment on column merit.job.worker_id is 'Who claimed it last.';
comment on column merit.job.backend is 'The session that does the work, so that a takeover can end it.';
comment on column merit.job.progress is 'How far the running attempt is.';
comment on column merit.job.last_error is 'Why the last attempt failed or was put off.';
comment on column merit.job.created_at is 'When it was asked for.';
comment on column merit.job.started_at is 'When the newest claim was made.';
comment on column merit.job.finished_at is 'When it ended.';

create unique index job_available on merit.job (kind, subject_id) where state = 'available';
create unique index job_running on merit.job (kind, subject_id) where state = 'running';
create index job_due on merit.job (priority, run_at, job_id) where state = 'available';
create index job_subject on merit.job (kind, subject_id, job_id);

-- Asking while one waits changes nothing; asking while one runs queues the next. The one that waits is locked against a claim
-- until whoever asks has committed, so that no worker begins without seeing what they changed; askers do not hold each other.
-- A running row is never touched: a long transaction of whoever asks must not hold what a heartbeat needs.
create function merit.ask(job_kind text, job_subject bigint, due timestamptz) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    loop
        insert into merit.job (kind, subject_id, run_at, max_attempts)
        values (job_kind, job_subject, due, merit.setting_value('max_attempts'))
        on conflict (kind, subject_id) where state = 'available' do nothing;
        exit when found;
        perform from merit.job
        where kind = job_kind and subject_id = job_subject and state = 'available'
        for key share;
        -- Not found: it was claimed in between, and the next is to be queued.
        exit when found;
    end loop;
    perform pg_notify('merit_job', job_kind);
end
$$;
comment on function merit.ask is 'Asks for a job; one that waits already is enough.';

-- Takes up to `most` due jobs. What a trigger on the job needs may be held by somebody's open transaction: that job is left
-- for the next poll, and the others go on; hence a subtransaction for each and a short lock_timeout. However many are held, the
-- worker's heartbeat must not wait for it.
create function merit.claim(claiming_worker integer, kinds text[], most integer) returns setof merit.job
    language plpgsql set lock_timeout = '10ms'
as $$
declare
    lease constant interval := make_interval(secs => merit.setting_value('lease_seconds'));
    began constant timestamptz := clock_timestamp();
    candidate bigint;
    claimed merit.job;
    taken integer := 0;
begin
    for candidate in
        select waiting.job_id from merit.job waiting
        where waiting.state = 'available' and waiting.run_at <= clock_timestamp() and waiting.kind = any (kinds)
            and not exists (
                select from merit.job running
                where running.kind = waiting.kind and running.subject_id = waiting.subject_id and running.state = 'running')
        order by waiting.priority, waiting.run_at, waiting.job_id
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
            when others then raise warning 'job % is left: %', candidate, sqlerrm;
        end;
    end loop;
end
$$;
comment on function merit.claim is 'Claims due jobs for a worker: new token, new lease, one more attempt.';

-- Puts a running job back, to run at `due`. If the next asking waits already, this one ends as superseded. If that asking is
-- not committed yet, or what the job's triggers need is held, the job keeps running without lease until a sweep finds out.
create function merit.put_back(job_number bigint, token bigint, due timestamptz, counted boolean, reason text) returns text
    language plpgsql set lock_timeout = '100ms'
as $$
declare
    now_in text;
begin
    begin
        begin
            update merit.job
            set state = 'available', run_at = due, lease_expires_at = null, backend = null, progress = null,
                attempt = attempt - (not counted)::integer, retries = retries + (not counted)::integer, last_error = reason
            where job_id = job_number and state = 'running' and lease_token = token
            returning state into now_in;
        exception
            when unique_violation then
                update merit.job
                set state = 'cancelled', lease_expires_at = null, backend = null, progress = null,
                    attempt = attempt - (not counted)::integer, finished_at = clock_timestamp(),
                    last_error = 'superseded: it was asked for again meanwhile'
                where job_id = job_number and state = 'running' and lease_token = token
                returning state into now_in;
        end;
    exception
        when lock_not_available then
            update merit.job
            set run_at = due, lease_expires_at = null, backend = null, progress = null,
                attempt = attempt - (not counted)::integer, retries = retries + (not counted)::integer, last_error = reason
            where job_id = job_number and state = 'running' and lease_token = token
            returning state into now_in;
    end;
    if now_in = 'available' then
        perform pg_notify('merit_job', 'put back');
    end if;
    return now_in;
end
$$;
comment on function merit.put_back is 'Puts a running job back in the queue under its token; returns its new state, null where the lease was lost.';

-- Fails a running job. If what the job's triggers need is held, nobody waits for it: the job keeps running without lease, and
-- fails again when it is tried again.
create function merit.fail(job_number bigint, token bigint, reason text) returns text
    language plpgsql set lock_timeout = '1s'
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

create function merit.holds_lock(worker integer) returns boolean
    language sql stable strict
    return exists (
        select from pg_locks
        where locktype = 'advisory' and granted and objsubid = 2
            and classid = 'merit.worker'::regclass and objid = worker::oid
            and database = (select oid from pg_database where datname = current_database()));
comment on function merit.holds_lock is 'Whether a worker''s control connection lives, by its session advisory lock.';

-- Puts back the jobs of dead workers: those whose advisory lock is gone, whose lease has run out, or that were handed back.
-- A restart of the server ends every session and blames no job; nor is one to blame that its worker left behind in good order.
-- However many there are, the heartbeat of the worker that sweeps must not wait for it.
create function merit.sweep() returns table (swept_job bigint, swept_worker integer, now_in text, why text)
    language plpgsql set lock_timeout = '100ms'
as $$
declare
    began constant timestamptz := clock_timestamp();
    dead record;
begin
    for dead in
        select j.job_id, j.lease_token, j.lease_expires_at, j.run_at, j.last_error, j.worker_id, j.deaths, j.backend, death.cause
        from merit.job j
            left join merit.worker w using (worker_id),
            lateral (select case
                when j.lease_expires_at is null then 'handed back'
                when j.started_at < pg_postmaster_start_time() then 'the server was restarted'
                when w.worker_id is null then 'its worker is gone'
                when w.locked and not merit.holds_lock(w.worker_id) then 'its worker died'
                when j.lease_expires_at < clock_timestamp() then 'its lease ran out'
            end as cause) death
        where j.state = 'running' and death.cause is not null
    loop
        exit when clock_timestamp() > began + interval '2 seconds';
        begin
            -- Only one sweeper takes it on; a job that is just being completed is locked and left alone.
            perform from merit.job
            where job_id = dead.job_id and state = 'running' and lease_token = dead.lease_token
                and lease_expires_at is not distinct from dead.lease_expires_at
            for no key update skip locked;
            continue when not found;

            -- No orphaned query or uncommitted key may stand in the way of the next attempt.
            perform pg_terminate_backend(a.pid, 500) from pg_stat_activity a
            where a.pid = (dead.backend).pid and a.backend_start = (dead.backend).started_at and a.pid <> pg_backend_pid();

            swept_job := dead.job_id;
            swept_worker := dead.worker_id;
            why := dead.cause;
            if dead.cause in ('its worker died', 'its lease ran out') then
                update merit.job set deaths = deaths + 1 where job_id = dead.job_id;
                if dead.deaths + 1 >= merit.setting_value('worker_deaths') then
                    update merit.job
                    set state = 'failed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null,
                        last_error = format(
                            'The worker process died %s times while it ran this job, so it is not tried again by itself. '
                            'Look at the log of the workers and at their memory, then ask again.', dead.deaths + 1)
                    where job_id = dead.job_id;
                    now_in := 'failed';
                    return next;
                    continue;
                end if;
            end if;
            now_in := case dead.cause
                -- What it counts for was written when it was handed back.
                when 'handed back' then merit.put_back(dead.job_id, dead.lease_token, dead.run_at, true, dead.last_error)
                else merit.put_back(dead.job_id, dead.lease_token, clock_timestamp(), false, dead.cause)
            end;
            return next;
        exception
            when lock_not_available then null;
            when others then raise warning 'job % is left: %', dead.job_id, sqlerrm;
        end;
    end loop;
end
$$;
comment on function merit.sweep is 'Puts back the jobs of workers that are gone, and says which and why.';

grant select, insert, delete on merit.worker to merit_worker;
grant update (seen_at) on merit.worker to merit_worker;
grant select on merit.job to merit_worker, merit_hr;
grant update (state, run_at, attempt, retries, deaths, lease_token, lease_expires_at, worker_id, backend, progress, last_error,
    started_at, finished_at) on merit.job to merit_worker;
grant select on merit.worker to merit_hr;
grant usage on sequence merit.lease_token to merit_worker;
grant execute on function merit.claim, merit.put_back, merit.fail, merit.holds_lock, merit.sweep to merit_worker;
