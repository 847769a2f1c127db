create or replace function merit_api.evaluations(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, source text, rater_id text, indicator text, points numeric, comment text,
        submitted_at timestamptz, problem text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr text[];
    auditor text[];
    everywhere text;
    own_first boolean;
begin
    if viewer is null then
        return;
    end if;
    return query
        select p.label, e.employee_id, 'person'::text, e.source, e.rater_id, e.indicator, e.points, e.comment, e.submitted_at, e.problem
        from merit.appraisal_period p
            cross join lateral (
                select * from merit.evaluation one where one.period_id = p.period_id and one.employee_id = viewer offset 0) e
        where (chosen is null or p.period_id = chosen) and (of_employee is null or of_employee = viewer)
            and (e.source = 'self' or e.source = 'supervisor' and exists (
                select from merit.delivery d where d.employee_id = viewer and d.period_id = p.period_id)
                -- What was given since is in no result that was delivered.
                and not exists (
                    select from merit.unseen u
                    where u.period_id = p.period_id and u.appeal_id is null and viewer = any (u.employee_ids) and p.status <> 'closed')
                and not exists (
                    select from merit.newest_result n
                    where n.period_id = p.period_id and n.employee_id = viewer and n.revision > (
                        select max(d.revision) from merit.delivery d where d.employee_id = viewer and d.period_id = p.period_id)))
        order by p.starts_on, p.label, e.source, e.indicator, e.points, e.comment;
    -- Towards oneself nobody is more.
    if of_employee = viewer then
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    hr := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
    auditor := (select array_agg(d) from merit.duty_of(viewer, 'auditor') d);
    everywhere := case when array_position(hr, null) is not null then 'hr'
        when array_position(auditor, null) is not null then 'auditor' end;
    own_first := merit.setting_value('own_rating_first') = 1;
    if everywhere is not null then
        return query
            select p.label, e.employee_id, everywhere, e.source, e.rater_id, e.indicator, e.points, e.comment, e.submitted_at, e.problem
            from merit.appraisal_period p
                join merit.evaluation e on e.period_id = p.period_id
            where (chosen is null or p.period_id = chosen) and (of_employee is null or e.employee_id = of_employee)
                and e.employee_id <> viewer
            order by p.starts_on, p.label, e.employee_id, e.source, e.indicator, e.points, e.comment;
        return;
    end if;
    return query
        with scored as (
            select r.period_id, r.employee_id, r.standing, true as is_scored
            from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
        ), pair as (
            select * from scored
            union all
            -- Periods in which the person has no result yet.
            select p.period_id, member.employee_id, 'supervisor', false
            from merit.team(viewer) member
                cross join merit.appraisal_period p
            where (chosen is null or p.period_id = chosen) and (of_employee is null or member.employee_id = of_employee)
                and not exists (select from merit.newest_result n where n.period_id = p.period_id and n.employee_id = member.employee_id)
            union all
            select waiting.period_id, waiting.employee_id,
                case when (merit.today(waiting.employee_id)).department = any (hr) then 'hr' else 'auditor' end, false
            from (
                select distinct p.period_id, e.employee_id
                from merit.appraisal_period p
                    join merit.evaluation e on e.period_id = p.period_id
                where (hr || auditor) is not null and p.revision = 0 and (chosen is null or p.period_id = chosen)
                    and (of_employee is null or e.employee_id = of_employee)
            ) waiting
            where (merit.today(waiting.employee_id)).department = any (hr || auditor)
        ), chosen_pair as (
            select distinct on (pair.period_id, pair.employee_id) pair.*
            from pair where pair.employee_id <> viewer
            order by pair.period_id, pair.employee_id, pair.standing
        )
        select p.label, e.employee_id, pair.standing, e.source,
            case when pair.standing <> 'supervisor' or e.source <> 'peer' or e.rater_id = viewer then e.rater_id end,
            e.indicator, e.points, e.comment,
            case when pair.standing <> 'supervisor' or e.source <> 'peer' or e.rater_id = viewer then e.submitted_at end, e.problem
        from chosen_pair pair
            cross join lateral (
                select * from merit.evaluation one where one.period_id = pair.period_id and one.employee_id = pair.employee_id offset 0) e
            join merit.appraisal_period p on p.period_id = e.period_id
        where pair.standing <> 'supervisor' or pair.is_scored or e.rater_id = viewer or not own_first or exists (
            select from merit.evaluation own
            where own.period_id = pair.period_id and own.employee_id = pair.employee_id and own.source = 'supervisor'
                and own.rater_id = viewer and own.points is not null and own.problem is null)
        -- Not by who said it.
        order by p.starts_on, p.label, e.employee_id, e.source, e.indicator, e.points, e.comment;
end
$$;
comment on function merit_api.evaluations is
    'Evaluations that you may see: your own of yourself; your supervisor''s, once the result is delivered; those of people whose supervisor you are, others'' once you gave yours; those towards whom you have a duty.';
grant execute on function merit_api.evaluations to merit_person;
