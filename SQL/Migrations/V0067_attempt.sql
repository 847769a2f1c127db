-- What became of each attempt at a job, so that it can be told from its beginning to its end.

create table merit.job_attempt (
    job_id      bigint      not null references merit.job on delete cascade,
    lease_token bigint      not null,
    worker      text,
    began_at    timestamptz not null default clock_timestamp(),
    ended_at    timestamptz,
    became      text check (became in ('available', 'completed', 'failed', 'cancelled')),
    error       text,
    primary key (job_id, lease_token),
    check ((ended_at is null) = (became is null))
);

comment on table merit.job_attempt is 'Each time a job was claimed, and what became of it; it goes with the job.';
comment on column merit.job_attempt.job_id is 'The job.';
comment on column merit.job_attempt.lease_token is 'Fencing token of the claim.';
comment on column merit.job_attempt.worker is 'Machine and process that claimed it; null where the worker was not known any more.';
comment on column merit.job_attempt.began_at is 'When it was claimed.';
comment on column merit.job_attempt.ended_at is 'When the claim ended; null: it holds.';
comment on column merit.job_attempt.became is 'The state that it left the job in; available: it was put back, to be tried again or taken over.';
comment on column merit.job_attempt.error is 'Why it did not succeed.';

grant select on merit.job_attempt to merit_hr;

create function merit.keep_attempt() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if new.state = 'running' then
        insert into merit.job_attempt (job_id, lease_token, worker, began_at)
        values (new.job_id, new.lease_token, (
            select w.host || ' ' || w.process_id from merit.worker_session w where w.worker_id = new.worker_id),
            coalesce(new.started_at, clock_timestamp()))
        on conflict do nothing;
    elsif old.state = 'running' then
        update merit.job_attempt
        set ended_at = clock_timestamp(), became = new.state, error = new.last_error
        where job_id = old.job_id and lease_token = old.lease_token and ended_at is null;
    end if;
    return null;
end
$$;
comment on function merit.keep_attempt is 'Keeps what became of each attempt at a job, in the statement that begins or ends it.';
create trigger keep_attempt after update of state on merit.job
    for each row when (new.state <> old.state and (new.state = 'running' or old.state = 'running'))
    execute function merit.keep_attempt();
