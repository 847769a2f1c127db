-- From one's own people, and never from the person who is asked about: what a statement read says nothing of a colleague.
create or replace function merit.is_supervisor(asking text, of_period bigint, of_employee text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    with team as materialized (select t.employee_id, t.step from merit.team(asking) t),
        head as (
            select asking as supervisor_id
            union
            select team.employee_id from team where team.step <= merit.setting_value('line_above')
        ), theirs as materialized (
            -- By the supervisor (offset 0), and no further than to results that name one of these.
            select one.period_id, one.employee_id, one.revision
            from head
                cross join lateral (
                    select r.period_id, r.employee_id, r.revision from merit.result r
                    where r.supervisor_id = head.supervisor_id and r.employee_id = of_employee offset 0) one
        )
    select coalesce(asking <> of_employee, false) and (
        exists (select from team where team.employee_id = of_employee)
        or exists (
            select from theirs
                join merit.newest_result n
                    on n.period_id = theirs.period_id and n.employee_id = theirs.employee_id and n.revision = theirs.revision
            where theirs.period_id = of_period))
$$;
comment on function merit.is_supervisor is 'Whether somebody is the supervisor of a person: today, or by the result of the period; or stands above that one, as far as line_above says.';
