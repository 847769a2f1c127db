create or replace function merit_api.outcomes(of_period text default null, of_employee text default null)
    returns table (
        outcome_id bigint, period text, employee_id text, standing text, kind text, reason text, reason_zh text, status text,
        decision text, decided_by text, decided_at timestamptz, unsupported_since integer, title text, title_zh text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    payroll text[];
begin
    if viewer is null then
        return;
    end if;
    return query
        select o.outcome_id, p.label, o.employee_id, 'person'::text, o.kind, o.reason, o.reason_zh, o.status, o.decision, o.decided_by,
            o.decided_at, o.unsupported_since, o.title, o.title_zh
        from merit.outcome o join merit.appraisal_period p on p.period_id = o.period_id
        where o.employee_id = viewer and o.status in ('accepted', 'declined') and (chosen is null or o.period_id = chosen)
            and (of_employee is null or of_employee = viewer)
        order by p.starts_on, p.label, o.outcome_id;
    -- Towards oneself nobody is more.
    if of_employee = viewer then
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    payroll := (select array_agg(d) from merit.duty_of(viewer, 'payroll') d);
    return query
        with seen as materialized (
            select r.period_id, r.employee_id, r.standing from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
        )
        select o.outcome_id, p.label, o.employee_id, found.standing, o.kind, o.reason, o.reason_zh, o.status, o.decision, o.decided_by,
            o.decided_at, o.unsupported_since, o.title, o.title_zh
        from (
            select * from seen
            union all
            select n.period_id, n.employee_id, 'payroll'
            from merit.appraisal_period p join merit.newest_result n on n.period_id = p.period_id
            where payroll is not null and (array_position(payroll, null) is not null or n.department = any (payroll))
                and (chosen is null or p.period_id = chosen) and (of_employee is null or n.employee_id = of_employee)
                and n.employee_id <> viewer
                and not exists (select from seen where seen.period_id = n.period_id and seen.employee_id = n.employee_id)
        ) found
            cross join lateral (
                select * from merit.outcome one where one.period_id = found.period_id and one.employee_id = found.employee_id offset 0) o
            join merit.appraisal_period p on p.period_id = o.period_id
        where found.standing <> 'payroll'
            or o.status = 'accepted' and o.kind in ('raise_priority', 'promotion_priority', 'pay_cut_review')
        order by p.starts_on, p.label, o.employee_id, o.outcome_id;
end
$$;
comment on function merit_api.outcomes is
    'Proposals that you may see: about you, once decided; about people whose supervisor you are, or towards whom you have a duty; for payroll accepted ones of pay.';
grant execute on function merit_api.outcomes to merit_person;
