create table merit.appraisal_period (
    period_id     bigint generated always as identity primary key,
    label         text        not null unique,
    starts_on     date        not null,
    ends_on       date        not null,
    time_zone     text        not null,
    kind          text        not null check (kind in ('month', 'quarter', 'custom')),
    department    text,
    score_after   timestamptz not null,
    status        text        not null default 'pending'
        check (status in ('pending', 'scoring', 'scored', 'failed', 'closed', 'cancelled')),
    status_reason text,
    take_newest   boolean     not null default false,
    revision      integer     not null default 0,
    problem       text,
    requested_by  text        not null default session_user,
    requested_at  timestamptz not null default clock_timestamp(),
    scored_at     timestamptz
);

comment on table merit.appraisal_period is
    'Periods to appraise. An INSERT asks for scoring; so does setting status back to pending.';
comment on column merit.appraisal_period.period_id is 'Number of the period; payload of NOTIFY merit_scored.';
comment on column merit.appraisal_period.label is 'Its name, such as 2026-10; each is used once.';
comment on column merit.appraisal_period.starts_on is 'First day, included.';
comment on column merit.appraisal_period.ends_on is 'Last day, included.';
comment on column merit.appraisal_period.time_zone is 'Name of the time zone in which its days begin and end, such as Asia/Shanghai.';
comment on column merit.appraisal_period.kind is 'month, quarter or custom; follows from the dates where it is left out.';
comment on column merit.appraisal_period.department is 'The one department it is for; null: everyone.';
comment on column merit.appraisal_period.score_after is 'Not scored before; where it is left out: the end of the period, or now if that is past.';
comment on column merit.appraisal_period.status is
    'scoring while a job runs, else pending while one waits, else the last outcome: scored, failed or cancelled; closed: nothing may change.';
comment on column merit.appraisal_period.status_reason is 'Why a person gave it its status, such as the reason for reopening.';
comment on column merit.appraisal_period.take_newest is 'Whether the next scoring takes the templates that are published by then, not those it was asked under.';
comment on column merit.appraisal_period.revision is 'Newest revision of its results; 0: never scored.';
comment on column merit.appraisal_period.problem is 'What keeps it from being scored, and what to do about it.';
comment on column merit.appraisal_period.requested_by is 'Who asked.';
comment on column merit.appraisal_period.requested_at is 'When.';
comment on column merit.appraisal_period.scored_at is 'When its newest scoring was committed.';

create table merit.period_template (
    period_id   bigint not null references merit.appraisal_period,
    template_id bigint not null references merit.template,
    primary key (period_id, template_id)
);

comment on table merit.period_template is 'The template versions a period is scored under: those published when it was asked for.';
comment on column merit.period_template.period_id is 'The period.';
comment on column merit.period_template.template_id is 'A template version.';

-- POSIX zone strings ("UTC+8" means eight hours WEST) and abbreviations are refused: they are not what people mean by them.
create function merit.is_time_zone(zone text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    if zone ~ '[0-9]' or zone !~ '/' and zone <> 'UTC' then
        return exists (select from pg_timezone_names where name = zone);
    end if;
    perform timestamptz 'epoch' at time zone zone;
    return true;
exception
    when invalid_parameter_value then return false;
end
$$;
comment on function merit.is_time_zone is 'Whether a text names a time zone of the tz database.';

create function merit.guard_period() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    -- What the job's trigger writes; all else is somebody's, in a trigger of theirs perhaps.
    is_carried constant boolean := current_user = 'merit_owner' and pg_trigger_depth() > 1;
    rescoring_hint constant text :=
        'Close it when that is done; or cancel that first (status cancelled): what is new since the last scoring is then left out.';
    taken merit.appraisal_period;
    follows text;
    rescoring_due timestamptz;
begin
    if tg_op = 'UPDATE' and old.status = 'closed' and new is distinct from old then
        if new.status <> 'scored' then
            raise exception 'period "%" is closed', old.label
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'Reopen it first: set status to scored and status_reason to the reason.';
        end if;
        if btrim(coalesce(new.status_reason, '')) = '' or new.status_reason is not distinct from old.status_reason then
            raise exception 'reopening period "%" takes a reason of its own', old.label
                using errcode = 'not_null_violation', hint = 'Set status_reason in the same UPDATE, other than it was.';
        end if;
    end if;

    if tg_op = 'INSERT' or new.label is distinct from old.label then
        if btrim(coalesce(new.label, '')) = '' then
            raise exception 'a period needs a label' using errcode = 'not_null_violation', hint = 'Such as 2026-10.';
        end if;
        select * into taken from merit.appraisal_period where label = new.label;
        if found then
            raise exception 'the label "%" is taken by the period from % to %', new.label, taken.starts_on, taken.ends_on
                using errcode = 'unique_violation',
                    hint = 'Choose another label; to have that period scored again, set its status to pending.';
        end if;
    end if;

    if tg_op = 'INSERT' then
        if new.starts_on is null or new.ends_on is null or not isfinite(new.starts_on) or not isfinite(new.ends_on) then
            raise exception 'period "%" needs a first and a last day', new.label
                using errcode = 'not_null_violation', hint = 'Give starts_on and ends_on; both days are included.';
        end if;
        if new.ends_on < new.starts_on then
            raise exception 'period "%" would end on % before it starts on %', new.label, new.ends_on, new.starts_on
                using errcode = 'check_violation', hint = 'Both days are included: a period of one day ends on the day it starts.';
        end if;
        if new.time_zone is null or not merit.is_time_zone(new.time_zone) then
            raise exception 'period "%": unknown time zone %', new.label, coalesce('"' || new.time_zone || '"', 'null')
                using errcode = 'invalid_parameter_value',
                    hint = 'Use a name from pg_timezone_names, such as Asia/Shanghai, Europe/Berlin or UTC.';
        end if;
        if new.status <> 'pending' or new.revision <> 0 or new.scored_at is not null then
            raise exception 'period "%" begins as pending', new.label
                using errcode = 'check_violation', hint = 'Leave status, revision and scored_at out.';
        end if;
        follows := case
            when extract(day from new.starts_on) = 1 and new.ends_on = (new.starts_on + interval '1 month' - interval '1 day')::date
                then 'month'
            when new.starts_on = date_trunc('quarter', new.starts_on)::date
                and new.ends_on = (new.starts_on + interval '3 months' - interval '1 day')::date
                then 'quarter'
            else 'custom' end;
        new.kind := coalesce(new.kind, follows);
        if new.kind not in (follows, 'custom') then
            raise exception 'period "%" from % to % is no %', new.label, new.starts_on, new.ends_on, new.kind
                using errcode = 'check_violation', hint = 'Leave kind out: it follows from the dates.';
        end if;
    elsif (new.starts_on, new.ends_on, new.time_zone, new.kind, new.department, new.period_id)
        is distinct from (old.starts_on, old.ends_on, old.time_zone, old.kind, old.department, old.period_id) then
        raise exception 'period "%" keeps its days, time zone and department', old.label
            using errcode = 'check_violation', hint = 'Cancel it, and insert another period under another label.';
    end if;

    new.score_after := coalesce(
        new.score_after, greatest((new.ends_on + 1)::timestamp at time zone new.time_zone, clock_timestamp()));
    if not isfinite(new.score_after) then
        raise exception 'period "%" cannot be scored after %', new.label, new.score_after
            using errcode = 'check_violation', hint = 'Leave score_after out to have it scored at its end, or name an instant.';
    end if;

    if tg_op = 'UPDATE' and not is_carried and new.status <> old.status then
        if new.status not in ('pending', 'closed', 'cancelled') and not (old.status = 'closed' and new.status = 'scored') then
            raise exception 'period "%": the status % is not given by hand', old.label, new.status
                using errcode = 'check_violation',
                    hint = 'Set pending to have it scored, cancelled to stop that, closed to keep it as it is, scored to reopen a closed one.';
        end if;
        if new.status = 'cancelled' and old.status not in ('pending', 'scoring') then
            raise exception 'period "%" is %; only a scoring that waits or runs can be cancelled', old.label, old.status
                using errcode = 'object_not_in_prerequisite_state', hint = 'Nothing is under way; what was found stays.';
        end if;
        if new.status = 'closed' and old.status <> 'scored' then
            raise exception 'period "%" is %; only a scored period can be closed', old.label, old.status
                using errcode = 'object_not_in_prerequisite_state',
                    hint = case when old.revision > 0 and old.status in ('pending', 'scoring')
                        then rescoring_hint else 'Have it scored first.' end;
        end if;
        if new.status = 'closed' then
            -- Evaluations that are on their way come first, or are refused.
            perform pg_advisory_xact_lock('merit.appraisal_period'::regclass::oid::integer, hashint8(new.period_id));
            select run_at into rescoring_due from merit.job
            where kind = 'score_period' and subject_id = new.period_id and state in ('available', 'running');
            if found then
                raise exception 'period "%" cannot be closed: it is to be rescored at %', old.label, rescoring_due
                    using errcode = 'object_not_in_prerequisite_state', hint = rescoring_hint;
            end if;
        end if;
        if new.status = 'pending' and old.status = 'scoring' then
            -- Asked while a job runs: the next one is queued, and this one still runs.
            new.status := 'scoring';
        end if;
    end if;
    return new;
end
$$;
comment on function merit.guard_period is 'Refuses periods that cannot be, and keeps those that are.';

create trigger guard before insert or update on merit.appraisal_period
    for each row execute function merit.guard_period();

create function merit.ask_scoring() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        insert into merit.period_template (period_id, template_id)
        select new.period_id, template_id from merit.template where status = 'published';
    end if;
    perform merit.ask('score_period', new.period_id, greatest(new.score_after, clock_timestamp()));
    return null;
end
$$;
comment on function merit.ask_scoring is 'Asks for the scoring of a period, in the transaction that asked.';

create function merit.move_scoring() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update merit.job set run_at = greatest(new.score_after, clock_timestamp())
    where kind = 'score_period' and subject_id = new.period_id and state = 'available';
    perform pg_notify('merit_job', 'score_period');
    return null;
end
$$;
comment on function merit.move_scoring is 'Moves the scoring that waits to another time.';

create function merit.cancel_scoring() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform merit.cancel(job_id, new.status_reason) from merit.job
    where kind = 'score_period' and subject_id = new.period_id and state in ('available', 'running')
    order by state;
    return null;
end
$$;
comment on function merit.cancel_scoring is 'Cancels the scoring that waits or runs; a period that was scored before stays scored.';

create trigger ask_scoring_of_new after insert on merit.appraisal_period
    for each row execute function merit.ask_scoring();
-- Fires for what somebody sets, also from pending to pending and while a job runs; not for what a job carries here.
create trigger ask_scoring_again after update of status on merit.appraisal_period
    for each row when (
        new.status in ('pending', 'scoring') and not (current_user = 'merit_owner' and pg_trigger_depth() > 0))
    execute function merit.ask_scoring();
create trigger cancel_scoring after update of status on merit.appraisal_period
    for each row when (new.status = 'cancelled' and not (current_user = 'merit_owner' and pg_trigger_depth() > 0))
    execute function merit.cancel_scoring();
create trigger move_scoring after update of score_after on merit.appraisal_period
    for each row when (new.score_after <> old.score_after)
    execute function merit.move_scoring();

create function merit.carry_job_to_period() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    -- Of the jobs of one subject at most one runs, and at most one waits.
    open_state constant text := (
        select max(state) from merit.job
        where kind = new.kind and subject_id = new.subject_id and state in ('available', 'running'));
begin
    update merit.appraisal_period
    set status = case
            when open_state = 'running' then 'scoring'
            when open_state = 'available' then 'pending'
            when new.state = 'completed' or (new.state = 'cancelled' and revision > 0) then 'scored'
            else new.state end,
        problem = case
            when new.state = 'completed' then null
            when new.state in ('running', 'cancelled') then problem
            else coalesce(new.last_error, problem) end
    where period_id = new.subject_id and status <> 'closed';
    if new.state = 'completed' then
        perform pg_notify('merit_scored', new.subject_id::text);
    end if;
    return null;
end
$$;
comment on function merit.carry_job_to_period is 'Carries the state of a scoring job to the status of its period.';

create trigger carry_to_period after update of state on merit.job
    for each row when (new.kind = 'score_period' and new.state <> old.state)
    execute function merit.carry_job_to_period();

create function merit.keep_period() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'period "%" cannot be deleted', old.label
        using errcode = 'check_violation', hint = 'Cancel it while it waits, or close it; what was asked and found stays.';
end
$$;
comment on function merit.keep_period is 'Refuses to delete a period.';

create trigger keep before delete on merit.appraisal_period
    for each row execute function merit.keep_period();
create trigger keep_all before truncate on merit.appraisal_period
    for each statement execute function merit.refuse_truncate();

-- A month is over where it is: its zone's clock decides.
create function merit.open_next_month() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    over record;
    next_label text;
begin
    if merit.setting_value('open_next_month') = 0 then
        return;
    end if;
    for over in
        select distinct on (department) label, (ends_on + 1) as next_start, time_zone, department, status
        from merit.appraisal_period where kind = 'month'
        order by department, starts_on desc, period_id desc
    loop
        continue when over.status = 'cancelled'
            or (clock_timestamp() at time zone over.time_zone)::date < over.next_start;
        next_label := case
            when starts_with(over.label, to_char(over.next_start - 1, 'YYYY-MM'))
                then to_char(over.next_start, 'YYYY-MM') || substr(over.label, 8)
            else concat_ws(' ', to_char(over.next_start, 'YYYY-MM'), over.department) end;
        begin
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
            values (next_label, over.next_start, (over.next_start + interval '1 month' - interval '1 day')::date, over.time_zone,
                over.department);
            return next row(null, null, null, format('period "%s" is asked for', next_label), false)::merit.duty_note;
        exception
            -- The label is taken; the other departments have their month all the same.
            when unique_violation then
                return next row(
                    null, null, 'failed',
                    format('the month after "%s" is not asked for: %s; ask for it under another label, or rename that period', over.label,
                        sqlerrm), false)::merit.duty_note;
        end;
    end loop;
end
$$;
comment on function merit.open_next_month is 'Asks for the month that has begun, for whoever had the one before; where the setting open_next_month is 1.';

insert into merit.duty (name, every, note) values
    ('open_next_month', '10 minutes', 'Asks for the month that has begun, where the setting open_next_month is 1.');

grant select on merit.appraisal_period, merit.period_template to merit_worker, merit_hr;
grant update (take_newest, revision, scored_at) on merit.appraisal_period to merit_worker;
grant insert, delete on merit.period_template to merit_worker;
grant insert (label, starts_on, ends_on, time_zone, kind, department, score_after, status, take_newest)
    on merit.appraisal_period to merit_hr;
grant update (label, status, status_reason, score_after, take_newest) on merit.appraisal_period to merit_hr;
grant execute on function merit.is_time_zone to merit_hr;
grant execute on function merit.open_next_month to merit_worker;
