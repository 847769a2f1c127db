-- From what somebody sees and from the rounds that they are asked in, and never from the person who is asked about: what is read for an answer
-- says nothing of whether a colleague is rated again.
create or replace function merit.calibration_reach(asking text, of_period bigint, of_employee text)
    returns table (item_id bigint, standing text, is_asked boolean)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    with seen as materialized (
        select r.period_id, r.employee_id, r.standing from merit.reach(asking, of_period, of_employee) r where r.standing <> 'person'
    ), asked as materialized (
        select r.calibration_id from merit.calibration_rater r where r.rater_id = asking
    )
    select found.item_id, coalesce(max(found.standing), 'rater'), bool_or(found.is_asked)
    from (
        select i.item_id, seen.standing, false as is_asked
        from seen
            cross join lateral (
                select one.item_id from merit.calibration_item one
                where one.employee_id = seen.employee_id and one.period_id = seen.period_id offset 0) i
        union all
        select i.item_id, null, true
        from asked
            cross join lateral (
                select one.item_id, one.period_id, one.employee_id from merit.calibration_item one
                where one.calibration_id = asked.calibration_id offset 0) i
        where i.employee_id <> asking and (of_period is null or i.period_id = of_period)
            and (of_employee is null or i.employee_id = of_employee)
    ) found
    group by found.item_id
$$;
comment on function merit.calibration_reach is
    'What of rounds of calibration somebody may see, as whom (supervisor, hr, auditor, rater), and whether they are asked.';
