-- What a company is asked for when it acts on a result, and which of it there is.

create table merit.training_record (
    record_id       bigint      generated always as identity primary key,
    employee_id     text        not null check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    kind            text        not null check (kind in ('training', 'transfer')),
    because_of      bigint      not null references merit.appraisal_period,
    title           text        not null check (btrim(title) <> '' and length(title) <= 1000),
    began_on        date        not null,
    ended_on        date        not null,
    hours           numeric     check (hours > 0 and hours < 10000),
    taught_by       text        check (length(taught_by) <= 1000),
    attended        boolean     not null,
    note            text        check (length(note) <= 100000),
    entered_by      text        not null default session_user,
    entered_at      timestamptz not null default clock_timestamp(),
    acknowledged_at timestamptz,
    acknowledged_by text,
    check (ended_on >= began_on),
    check (kind = 'transfer' or hours is not null and taught_by is not null),
    check ((acknowledged_at is null) = (acknowledged_by is null))
);
create index training_record_employee on merit.training_record (employee_id, because_of);
create index training_record_because on merit.training_record (because_of);

comment on table merit.training_record is
    'Training that somebody had because of what a period found, or a change of post that they agreed to. A row stays as it was entered; it is acknowledged once. Improvement tasks are none.';
comment on column merit.training_record.record_id is 'Number of the record.';
comment on column merit.training_record.employee_id is 'Who was trained, or changed posts.';
comment on column merit.training_record.kind is 'training, or transfer: a change of post.';
comment on column merit.training_record.because_of is 'The period whose finding was the reason.';
comment on column merit.training_record.title is 'The course; of a transfer the new post.';
comment on column merit.training_record.began_on is 'Its first day; of a transfer the first day in the new post.';
comment on column merit.training_record.ended_on is 'Its last day; of a transfer the same as the first.';
comment on column merit.training_record.hours is 'How many hours it took; null of a transfer.';
comment on column merit.training_record.taught_by is 'Who taught; null of a transfer.';
comment on column merit.training_record.attended is 'Whether the person was there; of a transfer whether it took place.';
comment on column merit.training_record.note is 'What else there is to say, such as where the signed sheet is.';
comment on column merit.training_record.entered_by is 'Who entered it.';
comment on column merit.training_record.entered_at is 'When.';
comment on column merit.training_record.acknowledged_at is 'When the person acknowledged it, or agreed to the change of post; null: has not.';
comment on column merit.training_record.acknowledged_by is 'Who entered that: the person, or whoever has the signature on paper.';

create table merit.dismissal_notice (
    notice_id   bigint      generated always as identity primary key,
    outcome_id  bigint      not null unique references merit.outcome,
    given_on    date        not null,
    ends_on     date        not null,
    pay_instead boolean     not null default false,
    entered_by  text        not null default session_user,
    entered_at  timestamptz not null default clock_timestamp(),
    check (ends_on >= given_on)
);

comment on table merit.dismissal_notice is 'Notice that was given because of an accepted dismissal_review; append-only.';
comment on column merit.dismissal_notice.notice_id is 'Number of the notice.';
comment on column merit.dismissal_notice.outcome_id is 'The proposal.';
comment on column merit.dismissal_notice.given_on is 'When it was given, in writing.';
comment on column merit.dismissal_notice.ends_on is 'The last day of employment.';
comment on column merit.dismissal_notice.pay_instead is 'Whether a month''s pay is paid instead of waiting thirty days.';
comment on column merit.dismissal_notice.entered_by is 'Who entered it.';
comment on column merit.dismissal_notice.entered_at is 'When.';

create function merit.guard_training() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'training record % cannot be deleted', old.record_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was entered stays; enter another, and say in its note what was wrong.';
    end if;
    if tg_op = 'UPDATE' then
        if old.acknowledged_at is not null
            or to_jsonb(new) - array['acknowledged_at', 'acknowledged_by'] <> to_jsonb(old) - array['acknowledged_at', 'acknowledged_by'] then
            raise exception 'training record % does not change any more', old.record_id
                using errcode = 'object_not_in_prerequisite_state', hint = 'It is acknowledged, once: set acknowledged_at alone.';
        end if;
    else
        new.entered_at := clock_timestamp();
        if new.ended_on > (clock_timestamp() at time zone 'UTC')::date + 1 and new.attended then
            raise exception 'nobody has attended anything until %', new.ended_on
                using errcode = 'check_violation', hint = 'Enter it once it was held.';
        end if;
    end if;
    if new.acknowledged_at is not null then
        if new.acknowledged_at > clock_timestamp() or not isfinite(new.acknowledged_at) then
            raise exception 'nobody acknowledged anything at %', new.acknowledged_at
                using errcode = 'check_violation', hint = 'Enter it once it was acknowledged.';
        end if;
        new.acknowledged_by := coalesce(new.acknowledged_by, session_user);
    else
        new.acknowledged_by := null;
    end if;
    return new;
end
$$;
comment on function merit.guard_training is 'Keeps training records as they were entered.';

create trigger guard before insert or update or delete on merit.training_record
    for each row execute function merit.guard_training();
create trigger sign before insert or update on merit.training_record
    for each row execute function merit.sign('entered_by', 'acknowledged_by');
create trigger keep_all before truncate on merit.training_record for each statement execute function merit.refuse_truncate();
create trigger record_insert after insert on merit.training_record
    referencing new table as come for each statement execute function merit.record_event('record_id');
create trigger record_update after update on merit.training_record
    referencing old table as gone new table as come for each statement execute function merit.record_event('record_id');
create trigger sign before insert on merit.dismissal_notice for each row execute function merit.sign('entered_by');
create trigger keep before update or delete or truncate on merit.dismissal_notice
    for each statement execute function merit.keep_results();
create trigger record_insert after insert on merit.dismissal_notice
    referencing new table as come for each statement execute function merit.record_event('notice_id');

-- Proposals that say that somebody's work is not good enough; those that hurt are the last four.
create function merit.is_finding(kind text) returns boolean
    language sql immutable
    return kind in ('skill_training', 'improvement_training', 'improvement_plan', 'warning', 'pay_cut_review', 'transfer_review', 'dismissal_review');
comment on function merit.is_finding is 'Whether a kind of proposal says that the work of a period was not good enough.';

create function merit.hurts(kind text) returns boolean
    language sql immutable
    return kind in ('warning', 'pay_cut_review', 'transfer_review', 'dismissal_review');
comment on function merit.hurts is 'Whether a kind of proposal hurts the person.';

create view merit.decider_pace as
with decided as (
    select o.decided_by, o.status, o.decided_at, p.scored_at,
        o.decided_at - lag(o.decided_at) over (partition by o.decided_by order by o.decided_at) as since_last
    from merit.outcome o join merit.appraisal_period p using (period_id)
    where o.status in ('accepted', 'declined')
)
select merit.quarter_start((decided_at at time zone 'UTC')::date) as quarter, decided_by, count(*) as decided,
    count(*) filter (where status = 'accepted') as accepted,
    count(*) filter (where since_last < interval '10 seconds') as hasty,
    round((percentile_cont(0.5) within group (
        order by extract(epoch from greatest(decided_at - scored_at, '0')) / 86400))::numeric, 2) as median_days_open
from decided
group by 1, 2;

comment on view merit.decider_pace is 'How people decide on proposals, by quarter: how long these lay open, and how many were decided within seconds of the one before.';
comment on column merit.decider_pace.quarter is 'First day of the quarter of the decisions.';
comment on column merit.decider_pace.decided_by is 'Who decided.';
comment on column merit.decider_pace.decided is 'How many proposals.';
comment on column merit.decider_pace.accepted is 'How many of them were accepted.';
comment on column merit.decider_pace.hasty is 'How many were decided less than ten seconds after the one before.';
comment on column merit.decider_pace.median_days_open is 'Median of the days from the scoring to the decision.';

grant select on merit.training_record, merit.dismissal_notice, merit.decider_pace to merit_hr;
grant insert (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended, note, acknowledged_at),
    update (acknowledged_at) on merit.training_record to merit_hr;
grant insert (outcome_id, given_on, ends_on, pay_instead) on merit.dismissal_notice to merit_hr;
grant execute on function merit.is_finding, merit.hurts to merit_hr;

create or replace function merit_api.trainings(of_period text default null, of_employee text default null)
    returns table (
        record_id bigint, period text, employee_id text, standing text, kind text, title text, began_on date, ended_on date, hours numeric,
        taught_by text, attended boolean, note text, acknowledged_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select t.record_id, p.label, t.employee_id, seen.standing, t.kind, t.title, t.began_on, t.ended_on, t.hours, t.taught_by, t.attended,
        t.note, t.acknowledged_at
    from (
        select r.period_id, r.employee_id, r.standing
        from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) r where r.standing <> 'person'
        union all
        -- Whoever was there knows of it.
        select p.period_id, merit.viewer(), 'person' from merit.appraisal_period p
        where merit.viewer() = coalesce(of_employee, merit.viewer()) and p.label = coalesce(of_period, p.label)
    ) seen
        cross join lateral (
            select * from merit.training_record one where one.because_of = seen.period_id and one.employee_id = seen.employee_id offset 0) t
        join merit.appraisal_period p on p.period_id = t.because_of
    order by t.began_on, t.record_id
$$;
comment on function merit_api.trainings is
    'Trainings and changes of post of yours, of people whose supervisor you are, and of those towards whom you have a duty; because of which period.';

create or replace view merit_api.training with (security_barrier) as select * from merit_api.trainings();
comment on view merit_api.training is
    'Trainings and changes of post of yours, of people whose supervisor you are, and of those towards whom you have a duty; because of which period.';

do $$
declare
    described record;
begin
    for described in
        select v.attname as column_name, case v.attname
                when 'period' then 'Label of the period whose finding was the reason.'
                when 'standing' then 'As whom you see it: person, supervisor, hr, auditor.'
                else col_description(t.attrelid, t.attnum) end as comment
        from pg_attribute v
            left join pg_attribute t on t.attrelid = 'merit.training_record'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.training'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.training.%I is %L', described.column_name, described.comment);
    end loop;
end
$$;

create or replace function merit_api.acknowledge_training(record_number bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (
        select from merit.training_record t
        where t.record_id = record_number and t.employee_id = viewer and t.acknowledged_at is null) then
        perform merit.refuse(format('training record %s of yours that is not acknowledged', record_number));
    end if;
    update merit.training_record t set acknowledged_at = clock_timestamp() where t.record_id = record_number;
end
$$;
comment on function merit_api.acknowledge_training is 'Acknowledges that you had a training, or agrees to a change of post.';

grant select on merit_api.training to merit_person;
grant execute on function merit_api.trainings, merit_api.acknowledge_training to merit_person;
