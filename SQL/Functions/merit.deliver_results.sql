-- The period's row is held by whoever keeps results, from their revision on: either this comes first, and they are delivered anew, or it
-- delivers what they kept.
create or replace function merit.deliver_results(
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
    -- Numbers say nothing of who else was delivered to.
    order by random()
    on conflict on constraint delivery_once do nothing;
    get diagnostics delivered = row_count;
    return delivered;
end
$$;
comment on function merit.deliver_results is 'Delivers the newest results of a period, where they are not yet; returns how many.';

-- In the transaction that keeps the results, once it holds the period's row.
create or replace function merit.deliver_again() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.delivery (period_id, employee_id, revision, delivered_by, answer_by)
    select newest.period_id, newest.employee_id, newest.revision, known.delivered_by,
        -- Two years have a day more where a leap day lies in them.
        least(clock_timestamp() + greatest(known.answer_by - known.delivered_at, make_interval(days => merit.setting_value('answer_days'))),
            clock_timestamp() + interval '2 years' - interval '1 minute')
    from (
        select distinct on (employee_id) * from merit.delivery where period_id = new.period_id order by employee_id, revision desc
    ) known
        join merit.newest_result newest
            on newest.period_id = new.period_id and newest.employee_id = known.employee_id and newest.revision > known.revision
    order by random();
    return null;
end
$$;
comment on function merit.deliver_again is 'Delivers revisions of results that were delivered before, with as much time to answer.';

-- Whose time is over keeps that: no answer is no agreement, and nobody makes one out of it later.
create or replace function merit.give_time_until(
    of_period text, until timestamptz, of_department text, people text[], departments text[], except_for text) returns integer
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    given integer;
begin
    if not exists (select from merit.appraisal_period where label = of_period) then
        raise exception 'there is no period "%"', of_period
            using errcode = 'foreign_key_violation', hint = 'Take its label from merit.appraisal_period.';
    end if;
    if until is null or not isfinite(until) or until > clock_timestamp() + interval '2 years' then
        raise exception 'a result cannot be answered by %', coalesce(until::text, 'null')
            using errcode = 'check_violation', hint = 'Give an instant within the next two years.';
    end if;
    update merit.delivery known set answer_by = until
    from merit.appraisal_period period, merit.newest_result newest
    where period.label = of_period and known.period_id = period.period_id and newest.period_id = period.period_id
        and newest.employee_id = known.employee_id and newest.revision = known.revision
        and known.answer is null and known.answer_by > clock_timestamp() and known.answer_by < until
        and (of_department is null or newest.department = of_department)
        and (people is null or newest.employee_id = any (people))
        and (departments is null or newest.department = any (departments))
        and newest.employee_id is distinct from except_for;
    get diagnostics given = row_count;
    return given;
end
$$;
comment on function merit.give_time_until is 'Gives people more time to answer results that wait for an answer; returns how many.';

create or replace function merit.give_time(period text, answer_by timestamptz, department text default null, people text[] default null)
    returns integer
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    -- One's own time somebody else gives.
    select merit.give_time_until(period, answer_by, department, people, null, merit.viewer())
$$;
comment on function merit.give_time is
    'Gives more time to answer delivered results, to everyone, a department or some, whose time is not over; returns to how many.';
grant execute on function merit.give_time to merit_hr;

create or replace function merit_api.give_time(
    of_period text, answer_by timestamptz, of_department text default null, people text[] default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    departments text[];
begin
    select array_agg(d) into departments from merit.duty_of(viewer, 'hr') d;
    if departments is null then
        perform merit.refuse('period whose results you may give more time for');
    end if;
    return merit.give_time_until(of_period, answer_by, of_department, people,
        case when array_position(departments, null) is null then departments end, viewer);
end
$$;
comment on function merit_api.give_time is
    'Gives people towards whom you have the duty hr more time to answer, where it is not over; returns to how many.';
grant execute on function merit_api.give_time to merit_person;
