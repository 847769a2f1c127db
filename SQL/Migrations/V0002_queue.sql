-- The queue. It knows kinds and subjects, not what they mean: triggers carry a job's state to whoever cares.

-- A promoted standby begins a timeline of its own: what ran on the server before it ended with that server.
create function merit.timeline() returns text
    language sql volatile
    return left(pg_walfile_name(pg_current_wal_insert_lsn()), 8);
comment on function merit.timeline is 'Which history of the server this is; another one after a failover.';

create table merit.worker_session (
    worker_id  integer generated always as identity primary key,
    host       text        not null,
    process_id integer     not null,
    version    text        not null,
    backend_id integer,
    timeline   text        not null default merit.timeline(),
    started_at timestamptz not null default clock_timestamp(),
    seen_at    timestamptz not null default clock_timestamp(),
    locked     boolean     not null
);

comment on table merit.worker_session is 'Workers that have announced themselves; merit.worker shows what they do.';
comment on column merit.worker_session.worker_id is 'Number of the worker, drawn anew each time it connects; second key of its advisory lock.';
comment on column merit.worker_session.host is 'Name of the machine it runs on.';
comment on column merit.worker_session.process_id is 'Process id on that machine.';
comment on column merit.worker_session.version is 'Version of Merit that it runs.';
comment on column merit.worker_session.backend_id is 'Server process of its control connection.';
comment on column merit.worker_session.timeline is 'The server''s timeline when it connected.';
comment on column merit.worker_session.started_at is 'When it connected.';
comment on column merit.worker_session.seen_at is 'Its last heartbeat.';
comment on column merit.worker_session.locked is 'Whether it holds its advisory lock; behind a transaction pooler it cannot, and leases alone tell whether it lives.';

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
    whole            boolean     not null default true,
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
comment on column merit.job.whole is 'Whether it is to be done as a whole; false: only what is new since it was done last.';
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
create index job_over on merit.job (finished_at) where finished_at is not null;
create index job_cancelled on merit.job (job_id) where state = 'cancelled' and backend is not null;
create index job_subject on merit.job (kind, subject_id, job_id);

create table merit.paused (
    kind      text primary key,
    reason    text        not null,
    paused_by text        not null default session_user,
    paused_at timestamptz not null default clock_timestamp()
);

comment on table merit.paused is 'Kinds of jobs that no worker begins; * stands for all. What runs goes on.';
comment on column merit.paused.kind is 'Kind of job, or *.';
comment on column merit.paused.reason is 'Why.';
comment on column merit.paused.paused_by is 'Who paused it.';
comment on column merit.paused.paused_at is 'When.';

create function merit.open_kinds(kinds text[]) returns text[]
    language sql stable strict
    return array(select k from unnest(kinds) k where not exists (select from merit.paused where kind in (k, '*')));
comment on function merit.open_kinds is 'Those kinds of jobs that are not paused.';

-- Asking while one waits changes nothing; asking while one runs queues the next. The one that waits is locked against a claim
-- until whoever asks has committed, so that no worker begins without seeing what they changed; askers do not hold each other.
-- A running row is never touched: a long transaction of whoever asks must not hold what a heartbeat needs.
-- Whoever asks for the whole makes a waiting job of the other sort one for the whole, due when they say.
create function merit.ask(job_kind text, job_subject bigint, due timestamptz, asks_whole boolean default true) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    loop
        insert into merit.job (kind, subject_id, run_at, max_attempts, whole)
        values (job_kind, job_subject, due, merit.setting_value('max_attempts'), asks_whole)
        on conflict (kind, subject_id) where state = 'available' do nothing;
        exit when found;
        update merit.job set whole = true, run_at = due
        where kind = job_kind and subject_id = job_subject and state = 'available' and asks_whole and not whole;
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

-- Takes up to `most` due jobs, all at once. What a trigger on a job needs may be held by somebody's open transaction: then they are
-- taken one by one, that job is left for the next poll, and the others go on; hence a subtransaction for each and a short
-- lock_timeout. However many are held, the worker's heartbeat must not wait for it. Planned once, and to read along job_due, whatever
-- the statistics say: they are old when many ask at once.
create function merit.claim(claiming_worker integer, kinds text[], most integer) returns setof merit.job
    language plpgsql set lock_timeout = '10ms' set plan_cache_mode = force_generic_plan set enable_sort = off
as $$
declare
    lease constant interval := make_interval(secs => merit.setting_value('lease_seconds'));
    open_kinds constant text[] := merit.open_kinds(kinds);
    began constant timestamptz := clock_timestamp();
    candidate bigint;
    claimed merit.job;
    all_claimed merit.job[];
    taken integer := 0;
begin
    begin
        with begun as (
            update merit.job
            set state = 'running', attempt = attempt + 1, lease_token = nextval('merit.lease_token'),
                lease_expires_at = clock_timestamp() + lease, worker_id = claiming_worker, backend = null, progress = null,
                started_at = clock_timestamp()
            where job_id = any (array(
                select waiting.job_id from merit.job waiting
                where waiting.state = 'available' and waiting.run_at <= clock_timestamp() and waiting.kind = any (open_kinds)
                    and not exists (
                        select from merit.job running
                        where running.kind = waiting.kind and running.subject_id = waiting.subject_id and running.state = 'running')
                order by waiting.priority, waiting.run_at, waiting.job_id
                limit most
                for update of waiting skip locked))
            returning job.*
        )
        select array_agg(begun order by begun.priority, begun.run_at, begun.job_id) into all_claimed from begun;
        return query select * from unnest(all_claimed);
        return;
    exception
        -- One of them cannot be taken now; the loop finds out which.
        when others then null;
    end;

    for candidate in
        select waiting.job_id from merit.job waiting
        where waiting.state = 'available' and waiting.run_at <= clock_timestamp() and waiting.kind = any (open_kinds)
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

-- Completes running jobs that have no effects of their own, each under its token; all of them, or none where what one of them needs
-- is held: those who share a statement do not wait for each other's locks.
create function merit.complete(job_numbers bigint[], tokens bigint[]) returns setof bigint
    language plpgsql set lock_timeout = '10ms'
as $$
begin
    return query
        update merit.job
        set state = 'completed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null, progress = null,
            last_error = null
        from unnest(job_numbers, tokens) done (job_id, lease_token)
        where job.job_id = done.job_id and job.state = 'running' and job.lease_token = done.lease_token
        returning job.job_id;
end
$$;
comment on function merit.complete is 'Completes running jobs under their tokens; returns those whose lease was not lost.';

-- Puts a running job back, to run at `due`; without a reason nothing went wrong, and it waits as if it had not begun. If the
-- next asking waits already, this one ends as superseded, and the next one does the whole if this one was to. If that asking is
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
                attempt = case when reason is not null then attempt - (not counted)::integer else 0 end,
                retries = case when reason is not null then retries + (not counted)::integer else 0 end, last_error = reason
            where job_id = job_number and state = 'running' and lease_token = token
            returning state into now_in;
        exception
            when unique_violation then
                update merit.job next set whole = true
                from merit.job this
                where this.job_id = job_number and this.state = 'running' and this.lease_token = token and this.whole
                    and next.kind = this.kind and next.subject_id = this.subject_id and next.state = 'available' and not next.whole;
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

-- Ends the session that a job's attempt works on, so that no orphaned query or uncommitted key stands in the way of the next.
create function merit.end_backend(attempted merit.backend) returns boolean
    language sql volatile
    -- In the list, not in the condition: there the planner might ask it of every session.
    return (
        select pg_terminate_backend(a.pid, 500) from pg_stat_activity a
        where a.pid = (attempted).pid and a.backend_start = (attempted).started_at and a.pid <> pg_backend_pid());
comment on function merit.end_backend is 'Ends a session, if it is still that one, and waits half a second for it to be gone.';

-- By the view's name: the view asks this function.
create function merit.holds_lock(worker integer) returns boolean
    language sql stable strict
    return exists (
        select from pg_locks
        where locktype = 'advisory' and granted and objsubid = 2
            and classid = to_regclass('merit.worker') and objid = worker::oid
            and database = (select oid from pg_database where datname = current_database()));
comment on function merit.holds_lock is 'Whether a worker''s control connection lives, by its session advisory lock.';

create view merit.worker as
select worker_id, host, process_id, version, started_at, seen_at, locked,
    case
        when locked then merit.holds_lock(worker_id)
        else seen_at + make_interval(secs => merit.setting_value('lease_seconds')) > clock_timestamp()
    end as alive,
    jobs.job_ids, jobs.doing, jobs.busy_since, backend_id
from merit.worker_session
    left join lateral (
        select array_agg(job_id order by job_id) as job_ids,
            string_agg(format('%s %s', kind, subject_id), ', ' order by job_id) as doing, min(job.started_at) as busy_since
        from merit.job
        where job.worker_id = worker_session.worker_id and state = 'running'
    ) jobs on true;

comment on view merit.worker is
    'Worker processes: who lives, what each does, since when. A living one holds the session advisory lock (oid of this view, worker_id) on its control connection.';
comment on column merit.worker.worker_id is 'Number of the worker, drawn anew each time it connects; second key of its advisory lock.';
comment on column merit.worker.host is 'Name of the machine it runs on.';
comment on column merit.worker.process_id is 'Process id on that machine.';
comment on column merit.worker.version is 'Version of Merit that it runs.';
comment on column merit.worker.started_at is 'When it connected.';
comment on column merit.worker.seen_at is 'Its last heartbeat.';
comment on column merit.worker.locked is 'Whether it holds its advisory lock; behind a transaction pooler it cannot, and leases alone tell whether it lives.';
comment on column merit.worker.alive is 'Whether it lives: by its lock, or where it has none by its last heartbeat.';
comment on column merit.worker.job_ids is 'The jobs it runs.';
comment on column merit.worker.doing is 'Their kinds and subjects.';
comment on column merit.worker.busy_since is 'When the oldest of them was claimed.';
comment on column merit.worker.backend_id is 'Server process of its control connection.';

-- What a duty tells the log of the worker that performed it.
create type merit.duty_note as (job_id bigint, worker_id integer, state text, note text, blames_worker boolean);
comment on type merit.duty_note is 'One thing that a duty did; blames_worker: a job was taken from a worker that is gone, other than by a restart or in good order.';

-- Puts back the jobs of dead workers: those whose advisory lock is gone, whose lease has run out, or that were handed back.
-- A restart of the server, or another one in its place, ends every session and blames no job; nor is one to blame that its
-- worker left behind in good order. However many there are, the heartbeat of the worker that sweeps must not wait for it.
create function merit.sweep() returns setof merit.duty_note
    language plpgsql set lock_timeout = '100ms'
as $$
declare
    began constant timestamptz := clock_timestamp();
    dead record;
    now_in text;
begin
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
        select j.job_id, j.lease_token, j.lease_expires_at, j.run_at, j.last_error, j.worker_id, j.deaths, j.backend, death.cause
        from merit.job j
            left join merit.worker_session w using (worker_id),
            lateral (select case
                when j.lease_expires_at is null then 'handed back'
                when j.started_at < pg_postmaster_start_time() then 'the server was restarted'
                when w.worker_id is null then 'its worker is gone'
                when w.timeline <> merit.timeline() then 'another server took over'
                when w.locked and not merit.holds_lock(w.worker_id) then 'its worker died'
                when j.lease_expires_at < clock_timestamp() then 'its lease ran out'
            end as cause) death
        where j.state = 'running' and death.cause is not null
        order by j.job_id
    loop
        exit when clock_timestamp() > began + interval '2 seconds';
        begin
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
                and (locked and not merit.holds_lock(worker_id) or seen_at < clock_timestamp() - interval '1 hour')
            for update skip locked)
        returning worker_id, host, process_id
    loop
        return next row(
            null, dead.worker_id, null, format('worker on %s, process %s, is gone', dead.host, dead.process_id), false)::merit.duty_note;
    end loop;
end
$$;
comment on function merit.sweep is 'Puts back the jobs of workers that are gone, and says which and why.';

-- At most so many at a time that nobody waits for it.
create function merit.prune(days integer default null) returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    gone bigint;
begin
    with old as (
        select job_id from merit.job
        where finished_at < clock_timestamp() - make_interval(days => coalesce(days, merit.setting_value('prune_days')))
        order by finished_at limit 10000
        for update skip locked
    )
    delete from merit.job using old where job.job_id = old.job_id;
    get diagnostics gone = row_count;
    if gone > 0 then
        return next row(null, null, null, format('%s finished jobs are pruned', gone), false)::merit.duty_note;
    end if;
end
$$;
comment on function merit.prune is 'Deletes jobs that ended so many days ago, those of the setting prune_days where none are given; up to 10,000 at a time.';

create table merit.duty (
    name           text primary key,
    every          interval    not null check (every > interval '0'),
    next_due_at    timestamptz not null default clock_timestamp(),
    last_done_at   timestamptz,
    last_worker_id integer,
    last_error     text,
    note           text        not null
);

comment on table merit.duty is 'What has to be done again and again: a function of this schema for each row, performed by whichever worker comes first.';
comment on column merit.duty.name is 'Name of the duty, and of the function that performs it.';
comment on column merit.duty.every is 'How long after it was done it is due again.';
comment on column merit.duty.next_due_at is 'When it is due.';
comment on column merit.duty.last_done_at is 'When it was done last.';
comment on column merit.duty.last_worker_id is 'Which worker did it.';
comment on column merit.duty.last_error is 'Why it failed the last time; null where it did not.';
comment on column merit.duty.note is 'What it is for.';

insert into merit.duty (name, every, note) values
    ('sweep', '1 second', 'Finds the jobs of workers that are gone.'),
    ('prune', '10 minutes', 'Deletes jobs that ended as many days ago as the setting prune_days says.');

-- Performs the duty that has been due for longest. Losing one to a crash does no harm, so no disk is waited for.
create function merit.perform_duty(performing_worker integer, out duty_name text, out notes merit.duty_note[])
    language plpgsql
as $$
begin
    select name into duty_name from merit.duty
    where next_due_at <= clock_timestamp() order by next_due_at limit 1
    for no key update skip locked;
    if not found then
        return;
    end if;
    perform set_config('synchronous_commit', 'off', true);
    begin
        execute format('select array_agg(told) from merit.%I() told', duty_name) into notes;
        update merit.duty
        set next_due_at = clock_timestamp() + every, last_done_at = clock_timestamp(), last_worker_id = performing_worker,
            last_error = (select string_agg(told.note, '; ') from unnest(notes) told where told.job_id is null and told.state = 'failed')
        where name = duty_name;
    exception
        when others then
            update merit.duty
            set next_due_at = clock_timestamp() + greatest(every, interval '10 seconds'), last_worker_id = performing_worker,
                last_error = sqlerrm
            where name = duty_name;
            notes := array[row(null, null, 'failed', sqlerrm, false)::merit.duty_note];
    end;
end
$$;
comment on function merit.perform_duty is 'Performs one duty that is due, unless another worker does; says which, and what it did.';

-- What people do to a job. Its subject may be held for a moment by whoever completes it: tried again, with every lock let go.
create function merit.cancel(job_number bigint, why text default null) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '100ms'
as $$
declare
    found_in text;
begin
    for try in 1..20 loop
        begin
            update merit.job
            set state = 'cancelled', finished_at = clock_timestamp(), lease_expires_at = null, progress = null,
                last_error = format('cancelled by %s', session_user) || coalesce(': ' || nullif(btrim(why), ''), '')
            where job_id = job_number and state in ('available', 'running')
            returning state into found_in;
            if found then
                -- Whoever runs it is told, and stops.
                perform pg_notify('merit_job', 'cancelled');
                return found_in;
            end if;
            select state into found_in from merit.job where job_id = job_number;
            if not found then
                raise exception 'there is no job %', job_number
                    using errcode = 'no_data_found', hint = 'merit jobs list shows them.';
            end if;
            raise exception 'job % is % already', job_number, found_in
                using errcode = 'object_not_in_prerequisite_state', hint = 'Only a job that waits or runs can be cancelled.';
        exception
            when lock_not_available or deadlock_detected then null;
        end;
    end loop;
    raise exception 'job % is held by an open transaction', job_number
        using errcode = 'lock_not_available', hint = 'See pg_stat_activity for who holds it, and try again.';
end
$$;
comment on function merit.cancel is 'Cancels a job that waits or runs; nothing of a running attempt is kept.';

create function merit.retry(job_number bigint) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    job merit.job;
begin
    select * into job from merit.job where job_id = job_number for no key update;
    if not found then
        raise exception 'there is no job %', job_number using errcode = 'no_data_found', hint = 'merit jobs list shows them.';
    elsif job.state in ('running', 'completed') then
        raise exception 'job % is %', job_number, job.state
            using errcode = 'object_not_in_prerequisite_state',
                hint = case job.state when 'running' then 'It may be cancelled first.' else 'Ask for its subject again.' end;
    elsif job.state = 'available' and job.attempt = 0 and job.retries = 0 then
        raise exception 'job % has not been tried yet; it is due at %', job_number, job.run_at
            using errcode = 'object_not_in_prerequisite_state', hint = 'Move what it is for: score_after of a period.';
    elsif job.state = 'available' then
        update merit.job set run_at = clock_timestamp() where job_id = job_number;
    else
        begin
            update merit.job
            set state = 'available', run_at = clock_timestamp(), attempt = 0, retries = 0, deaths = 0, finished_at = null,
                backend = null
            where job_id = job_number;
        exception
            when unique_violation then
                -- One that waits for only what is new does the whole instead.
                update merit.job waiting set whole = true, run_at = clock_timestamp()
                where waiting.kind = job.kind and waiting.subject_id = job.subject_id and waiting.state = 'available'
                    and job.whole and not waiting.whole;
                if not found then
                    raise exception 'job % is superseded: the same was asked for again and waits', job_number
                        using errcode = 'object_not_in_prerequisite_state', hint = 'Leave it; the other job does the same work.';
                end if;
        end;
    end if;
    perform pg_notify('merit_job', job.kind);
    return 'available';
end
$$;
comment on function merit.retry is 'Has a failed or cancelled job tried again, or one that waits for its next try at once.';

create function merit.pause(job_kind text default '*', why text default '') returns void
    language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    insert into merit.paused (kind, reason) values (job_kind, why)
    on conflict (kind) do update set reason = excluded.reason;
end;
comment on function merit.pause is 'Lets no worker begin jobs of a kind, or of any; what runs goes on.';

create function merit.resume(job_kind text default '*') returns void
    language sql security definer set search_path = pg_catalog, pg_temp
begin atomic
    delete from merit.paused where kind = job_kind or job_kind = '*';
    select pg_notify('merit_job', job_kind);
end;
comment on function merit.resume is 'Lets workers begin jobs of a kind again, or of all kinds.';

grant select, insert, delete on merit.worker_session to merit_worker;
grant update (seen_at) on merit.worker_session to merit_worker;
grant select on merit.worker, merit.job, merit.duty, merit.paused to merit_worker, merit_hr;
grant update (state, whole, run_at, attempt, retries, deaths, lease_token, lease_expires_at, worker_id, backend, progress, last_error,
    started_at, finished_at) on merit.job to merit_worker;
grant update (next_due_at, last_done_at, last_worker_id, last_error) on merit.duty to merit_worker;
grant usage on sequence merit.lease_token to merit_worker;
grant execute on function merit.timeline, merit.claim, merit.complete, merit.put_back, merit.fail, merit.end_backend, merit.sweep,
    merit.prune, merit.perform_duty to merit_worker;
grant execute on function merit.holds_lock, merit.open_kinds to merit_worker, merit_hr;
grant execute on function merit.cancel, merit.retry to merit_hr;
