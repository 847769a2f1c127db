-- Nothing that anybody rated is in it, or it would say before its time what the supervisor gave; and nothing by which the mean of the peers
-- could be worked out. Once a period is scored, its results are what there is. `most`: of so many at most, because there may be thousands.
create or replace function merit_api.standings_so_far(
    of_period text default null, of_employee text default null, of_others boolean default false, most integer default null)
    returns table (
        period text, employee_id text, standing text, as_of date, template_code text, template_version integer, name text, department text,
        post text, supervisor_id text, days_employed integer, days_on_leave integer, status text, reason text, reason_zh text, total numeric,
        grade text, coverage numeric, nps numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint,
        indicators jsonb, steps jsonb, capped_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
    auditor constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'auditor') d);
    people text[];
    heads text[];
begin
    -- Where it is not shown any more, it is not shown until it is deleted either.
    if viewer is null or merit.setting_value('standing_so_far') <> 1 then
        return;
    end if;
    if of_employee is distinct from viewer then
        select coalesce(array_agg(t.employee_id), '{}'),
            array[viewer] || coalesce(array_agg(t.employee_id) filter (where t.step <= merit.setting_value('line_above')), '{}')
        into people, heads
        from merit.team(viewer) t;
    end if;
    return query
        select p.label, s.employee_id, seen.standing, s.as_of, s.template_code, s.template_version, s.name, s.department, s.post,
            s.supervisor_id, s.days_employed, s.days_on_leave, s.status, s.reason, s.reason_zh, s.total, s.grade, s.coverage, s.nps,
            s.nps_responses, s.satisfaction, s.satisfaction_responses, s.indicators, s.steps, s.capped_by
        from merit.appraisal_period p
            join merit.standing_so_far s on s.period_id = p.period_id
            cross join lateral (
                select case
                    when s.employee_id = viewer then 'person'
                    when array_position(hr, null) is not null or s.department = any (hr) then 'hr'
                    when array_position(auditor, null) is not null or s.department = any (auditor) then 'auditor'
                    when s.employee_id = any (people) or s.supervisor_id = any (heads) then 'supervisor' end as standing) seen
        where p.revision = 0 and p.status <> 'cancelled' and (chosen is null or p.period_id = chosen)
            and (of_employee is null or s.employee_id = of_employee) and seen.standing is not null
            and (not of_others or s.employee_id <> viewer)
        -- By what people are called: it is no league table.
        order by p.starts_on, p.label, coalesce(s.name, s.employee_id) collate "C", s.employee_id collate "C"
        limit most;
end
$$;
comment on function merit_api.standings_so_far is
    'How you and those whom you may see stand in periods that are not scored yet, by what is measured alone; provisional.';
grant execute on function merit_api.standings_so_far to merit_person;
