-- A result reaches the person it is about, and the person answers. Whoever says nothing has not agreed.

create table merit.delivery (
    delivery_id  bigint      generated always as identity primary key,
    period_id    bigint      not null references merit.appraisal_period,
    employee_id  text        not null,
    revision     integer     not null,
    delivered_by text        not null,
    delivered_at timestamptz not null default clock_timestamp(),
    answer_by    timestamptz not null,
    seen_at      timestamptz,
    answer       text        check (answer in ('confirmed', 'objected')),
    words        text,
    answered_at  timestamptz,
    appeal_id    bigint      references merit.appeal,
    constraint delivery_once unique (period_id, employee_id, revision),
    check ((answer is null) = (answered_at is null)),
    check (answer = 'objected' or appeal_id is null)
);
create index delivery_employee on merit.delivery (employee_id, period_id, revision);
create index delivery_appeal on merit.delivery (appeal_id) where appeal_id is not null;

comment on table merit.delivery is
    'Results that were delivered to the people they are about, a row for each revision, and what these answered. merit.deliver() delivers.';
comment on column merit.delivery.delivery_id is 'Number of the delivery.';
comment on column merit.delivery.period_id is 'The period.';
comment on column merit.delivery.employee_id is 'To whom, and about whom.';
comment on column merit.delivery.revision is 'Revision of the result that was delivered.';
comment on column merit.delivery.delivered_by is 'Who delivered it; of a revision that followed a delivered one, whoever delivered that.';
comment on column merit.delivery.delivered_at is 'When.';
comment on column merit.delivery.answer_by is 'Until when it can be answered, by the database''s clock.';
comment on column merit.delivery.seen_at is 'When the person first looked at it; null: has not.';
comment on column merit.delivery.answer is 'confirmed or objected; null: none. No answer is no agreement.';
comment on column merit.delivery.words is 'What the person said with the answer.';
comment on column merit.delivery.answered_at is 'When.';
comment on column merit.delivery.appeal_id is 'The appeal that an objection opened.';

create function merit.guard_delivery() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    answered constant text[] := array['seen_at', 'answer', 'words', 'answered_at', 'appeal_id'];
begin
    if tg_op = 'DELETE' then
        raise exception 'delivery % cannot be deleted', old.delivery_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was delivered, and answered, stays.';
    end if;
    if tg_op = 'INSERT' then
        if num_nonnulls(new.seen_at, new.answer, new.words, new.answered_at, new.appeal_id) > 0 then
            raise exception 'a delivery begins without an answer'
                using errcode = 'check_violation', hint = 'The person answers; nobody does it beforehand.';
        end if;
        if not isfinite(new.answer_by) or new.answer_by <= clock_timestamp() or new.answer_by > clock_timestamp() + interval '2 years' then
            raise exception 'a result cannot be answered by %', new.answer_by
                using errcode = 'check_violation', hint = 'Give an instant within the next two years.';
        end if;
        if not exists (
            select from merit.result
            where period_id = new.period_id and employee_id = new.employee_id and revision = new.revision) then
            raise exception 'there is no such result to deliver'
                using errcode = 'foreign_key_violation', hint = 'select merit.deliver(…) delivers the newest results of a period.';
        end if;
        return new;
    end if;
    if to_jsonb(new) - answered <> to_jsonb(old) - answered or old.answer is not null and new is distinct from old
        or old.seen_at is not null and new.seen_at is distinct from old.seen_at then
        raise exception 'delivery % does not change any more', old.delivery_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was delivered, seen and answered stays.';
    end if;
    if new.answer is not null and old.answer is null then
        if clock_timestamp() >= old.answer_by then
            raise exception 'delivery % could be answered until %', old.delivery_id, old.answer_by
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'No answer is no agreement. Who holds the result to be wrong appeals against it.';
        end if;
        if exists (
            select from merit.delivery later
            where later.period_id = old.period_id and later.employee_id = old.employee_id and later.revision > old.revision) then
            raise exception 'delivery % was followed by that of a newer revision', old.delivery_id
                using errcode = 'object_not_in_prerequisite_state', hint = 'Answer that one.';
        end if;
        if length(new.words) > 100000 then
            raise exception 'an answer has % characters; 100000 are the most', length(new.words)
                using errcode = 'check_violation', hint = 'Say it in fewer words.';
        end if;
        if new.answer = 'objected' and btrim(coalesce(new.words, '')) = '' then
            raise exception 'an objection says why' using errcode = 'not_null_violation', hint = 'Give words.';
        end if;
        new.answered_at := clock_timestamp();
        new.seen_at := coalesce(new.seen_at, new.answered_at);
    end if;
    return new;
end
$$;
comment on function merit.guard_delivery is 'Keeps what was delivered and answered, and takes no answer too late.';

create trigger guard before insert or update or delete on merit.delivery for each row execute function merit.guard_delivery();
create trigger keep_all before truncate on merit.delivery for each statement execute function merit.refuse_truncate();
create trigger record_insert after insert on merit.delivery
    referencing new table as come for each statement execute function merit.record_event('delivery_id');
create trigger record_update after update on merit.delivery
    referencing old table as gone new table as come for each statement execute function merit.record_event('delivery_id');

-- The period's row is held by whoever keeps results, from their revision on: either this comes first, and they are delivered anew, or it
-- delivers what they kept.
create function merit.deliver_results(
    of_period text, until timestamptz, of_department text, people text[], departments text[], except_for text, deliverer text)
    returns integer
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    period merit.appraisal_period;
    delivered integer;
begin
    select * into period from merit.appraisal_period where label = of_period for no key update;
    if not found then
        raise exception 'there is no period "%"', of_period
            using errcode = 'foreign_key_violation', hint = 'Take its label from merit.appraisal_period.';
    end if;
    if period.status not in ('scored', 'closed') then
        raise exception 'period "%" is %; what is scored is delivered', period.label, period.status
            using errcode = 'object_not_in_prerequisite_state', hint = 'Have it scored first.';
    end if;
    if until is null then
        raise exception 'a result is delivered with a time until which it can be answered'
            using errcode = 'not_null_violation', hint = 'Give answer_by.';
    end if;
    insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by)
    select newest.period_id, newest.employee_id, newest.revision, deliverer, until
    from merit.newest_result newest
    where newest.period_id = period.period_id
        and (of_department is null or newest.department = of_department)
        and (people is null or newest.employee_id = any (people))
        and (departments is null or newest.department = any (departments))
        and newest.employee_id is distinct from except_for
    order by newest.employee_id
    on conflict on constraint delivery_once do nothing;
    get diagnostics delivered = row_count;
    return delivered;
end
$$;
comment on function merit.deliver_results is 'Delivers the newest results of a period, where they are not yet; returns how many.';

create function merit.deliver(period text, answer_by timestamptz, department text default null, people text[] default null)
    returns integer
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    select merit.deliver_results(period, answer_by, department, people, null, null, coalesce(merit.viewer(), session_user))
$$;
comment on function merit.deliver is
    'Delivers the newest results of a scored period to the people they are about, or to those of a department, or to some; returns to how many. Who has it already gets nothing new.';

-- In the transaction that keeps the results, once it holds the period's row.
create function merit.deliver_again() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by)
    select newest.period_id, newest.employee_id, newest.revision, known.delivered_by,
        -- Two years have a day more where a leap day lies in them.
        least(clock_timestamp() + (known.answer_by - known.delivered_at), clock_timestamp() + interval '2 years' - interval '1 minute')
    from (
        select distinct on (employee_id) * from merit.delivery where period_id = new.period_id order by employee_id, revision desc
    ) known
        join merit.newest_result newest
            on newest.period_id = new.period_id and newest.employee_id = known.employee_id and newest.revision > known.revision
    order by newest.employee_id;
    return null;
end
$$;
comment on function merit.deliver_again is 'Delivers revisions of results that were delivered before, with as much time to answer.';

create trigger deliver_again after update of revision on merit.appraisal_period
    for each row when (new.revision > old.revision) execute function merit.deliver_again();

create view merit.delivery_state as
select known.delivery_id, known.period_id, period.label as period, known.employee_id, known.revision, known.delivered_by,
    known.delivered_at, known.answer_by, known.seen_at, known.answered_at, known.words, known.appeal_id,
    later.delivered_at is null as is_newest,
    case when known.answer is not null then known.answer
        when known.answer_by <= least(later.delivered_at, clock_timestamp()) then 'expired'
        when later.delivered_at is not null then 'replaced'
        when known.seen_at is not null then 'seen'
        else 'delivered' end as state
from merit.delivery known
    join merit.appraisal_period period using (period_id)
    left join lateral (
        select delivered_at from merit.delivery
        where period_id = known.period_id and employee_id = known.employee_id and revision > known.revision
        order by revision limit 1) later on true;

comment on view merit.delivery_state is 'How each delivery stands.';
comment on column merit.delivery_state.period is 'Label of the period.';
comment on column merit.delivery_state.is_newest is 'Whether no newer revision was delivered.';
comment on column merit.delivery_state.state is
    'delivered, seen, confirmed, objected; expired: the time went by without an answer, which is no agreement; replaced: a newer revision came before one.';

create view merit.delivery_count as
select period_id, period, state, count(*) as deliveries
from merit.delivery_state
where is_newest
group by period_id, period, state;

comment on view merit.delivery_count is 'How many of the newest deliveries of a period stand how.';
comment on column merit.delivery_count.period is 'Label of the period.';
comment on column merit.delivery_count.state is 'How they stand, as merit.delivery_state says.';
comment on column merit.delivery_count.deliveries is 'How many.';

do $$
declare
    described record;
begin
    for described in
        select v.attrelid::regclass as view_name, v.attname as column_name, col_description('merit.delivery'::regclass, t.attnum) as comment
        from pg_attribute t
            join pg_attribute v on v.attname = t.attname
                and v.attrelid in ('merit.delivery_state'::regclass, 'merit.delivery_count'::regclass)
        where t.attrelid = 'merit.delivery'::regclass and t.attnum > 0
    loop
        execute format('comment on column %s.%I is %L', described.view_name, described.column_name, described.comment);
    end loop;
end
$$;

-- Which appeal is about what, and until when it is to be decided.
alter table merit.appeal
    add column kind         text not null default 'other' check (kind in ('figure', 'rating', 'not_my_ticket', 'other')),
    add column due_on       date,
    add column colleague_id text check (length(colleague_id) <= 200);
create index appeal_colleague on merit.appeal (colleague_id, period_id) where colleague_id is not null;

comment on column merit.appeal.kind is
    'What is held to be wrong: figure, rating, not_my_ticket, other. A row that is not theirs is left out by excluded_rows when it is upheld.';
comment on column merit.appeal.due_on is 'Until when it is to be decided: so many days after it came as the setting appeal_days says; null: before there was one.';

comment on column merit.appeal.colleague_id is
    'If it is upheld, and of the kind not_my_ticket: for whom the excluded rows count, in this indicator; null: for nobody.';

-- Who says that an interview is acknowledged: the person, or whoever has the signature on paper.
alter table merit.interview add column acknowledged_by text;
comment on column merit.interview.acknowledged_by is 'Who entered the acknowledgement: the person, or somebody else, who has it on paper; null: before it was recorded.';

create function merit.sign_acknowledgement() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'INSERT' then
        new.acknowledged_by := case when new.acknowledged_at is not null then coalesce(merit.viewer(), session_user) end;
    elsif (new.acknowledged_at, new.objection) is distinct from (old.acknowledged_at, old.objection) then
        new.acknowledged_by := case when new.acknowledged_at is not null then coalesce(merit.viewer(), session_user) end;
    else
        new.acknowledged_by := old.acknowledged_by;
    end if;
    return new;
end
$$;
comment on function merit.sign_acknowledgement is 'Says who entered that an interview is acknowledged.';

create trigger sign_acknowledgement before insert or update on merit.interview
    for each row execute function merit.sign_acknowledgement();

-- Filled in where it is not given; a row that comes from before has none.
create function merit.set_due_day() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    new.due_on := coalesce(new.due_on, (
        select (clock_timestamp() at time zone p.time_zone)::date + merit.setting_value('appeal_days')
        from merit.appraisal_period p where p.period_id = new.period_id));
    return new;
end
$$;
comment on function merit.set_due_day is 'Says until when an appeal is to be decided.';

create trigger set_due_day before insert on merit.appeal for each row execute function merit.set_due_day();

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('appeal_days', '14', 'How many days after it came an appeal is to be decided.', 0, 3650);
alter table merit.setting enable trigger user;

create view merit.appeal_count as
select a.period_id, period.label as period, a.indicator, a.kind, count(*) as raised,
    count(*) filter (where a.status = 'open') as open,
    count(*) filter (where a.status = 'open' and a.due_on < (clock_timestamp() at time zone period.time_zone)::date) as overdue,
    count(*) filter (where a.status = 'upheld') as upheld, count(*) filter (where a.status = 'rejected') as rejected,
    count(*) filter (where a.status = 'withdrawn') as withdrawn,
    round(avg(extract(epoch from a.decided_at - a.submitted_at) / 86400) filter (where a.status in ('upheld', 'rejected')), 1) as mean_days
from merit.appeal a
    join merit.appraisal_period period using (period_id)
group by a.period_id, period.label, a.indicator, a.kind;

comment on view merit.appeal_count is 'Appeals of a period by indicator and kind: how many came, what became of them, how long it took.';
comment on column merit.appeal_count.period_id is 'The period.';
comment on column merit.appeal_count.period is 'Its label.';
comment on column merit.appeal_count.indicator is 'Code of the indicator; null: against the whole result.';
comment on column merit.appeal_count.kind is 'What was held to be wrong.';
comment on column merit.appeal_count.raised is 'How many came.';
comment on column merit.appeal_count.open is 'How many are open.';
comment on column merit.appeal_count.overdue is 'How many of these should have been decided before today.';
comment on column merit.appeal_count.upheld is 'How many were upheld.';
comment on column merit.appeal_count.rejected is 'How many were rejected.';
comment on column merit.appeal_count.withdrawn is 'How many were withdrawn.';
comment on column merit.appeal_count.mean_days is 'Mean days from an appeal to its decision.';

grant select on merit.delivery, merit.delivery_state, merit.delivery_count, merit.appeal_count to merit_hr;
grant execute on function merit.deliver to merit_hr;
grant insert (kind, due_on), update (kind, due_on, colleague_id) on merit.appeal to merit_hr;
