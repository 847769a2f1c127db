-- What changed tells, beside what stood before, of whoever came meanwhile: what peers said is never in it for the person, and what stands
-- beside a mean for nobody but whoever sees everyone.
create or replace function merit.shown_change(changed jsonb, is_own boolean) returns jsonb
    language plpgsql immutable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
    if changed is null then
        return null;
    end if;
    return case when is_own then changed #- '{result,peer_score}' else changed end || jsonb_build_object('indicators', (
        select coalesce(jsonb_object_agg(key, value - array['raw_value', 'previous_value', 'numerator', 'denominator']
            - case when is_own and value ? 'peer_points' then array['peer_points', 'points', 'band'] else '{}' end), '{}')
        from jsonb_each(changed -> 'indicators')));
end
$$;
comment on function merit.shown_change is 'What changed in a result, as the person it is about, or whoever sees some people, may read it.';

create or replace function merit.has_few_peers(of_period bigint, of_employee text, of_indicator text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
    return (
        select count(*) = 0 or min(given.raters) < 3
        from (
            select count(distinct e.rater_id) as raters
            from merit.evaluation e
            where e.period_id = of_period and e.employee_id = of_employee and e.source = 'peer' and e.points is not null and e.problem is null
                and (of_indicator is null or e.indicator = of_indicator)
            group by e.indicator
        ) given);
end
$$;
comment on function merit.has_few_peers is
    'Whether fewer than three peers rated a person in an indicator, or, without one, in any: then their mean is not shown to that person.';

create or replace function merit_api.results(of_period text default null, of_employee text default null)
    returns table (
        period text, starts_on date, ends_on date, employee_id text, name text, department text, post text, supervisor_id text,
        standing text, revision integer, template_code text, template_version integer, days_employed integer, days_on_leave integer,
        status text, reason text, reason_zh text, self_score numeric, supervisor_score numeric, peer_score numeric, data_score numeric,
        total numeric, grade text, coefficient numeric, coverage numeric, near_cut boolean, rank_in_department bigint, nps numeric,
        nps_margin numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint, changed jsonb,
        rules_late boolean, capped_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select p.label, p.starts_on, p.ends_on, r.employee_id, r.name, r.department, r.post, r.supervisor_id, seen.standing, r.revision,
            r.template_code, r.template_version, r.days_employed, r.days_on_leave, r.status, r.reason, r.reason_zh, r.self_score,
            r.supervisor_score, case when not hides.peers then r.peer_score end, r.data_score, r.total, r.grade, r.coefficient, r.coverage,
            r.near_cut,
            -- In a department of few a rank is a colleague's too.
            case when seen.standing <> 'person' or exists (
                select from merit.department_figure f
                where f.period_id = r.period_id and f.department is not distinct from r.department and not f.is_other)
                then (
                    select n.rank_in_department from merit.newest_result n
                    where n.period_id = r.period_id and n.employee_id = r.employee_id and n.revision = r.revision) end,
            r.nps, r.nps_margin, r.nps_responses, r.satisfaction, r.satisfaction_responses,
            case when seen.standing = 'person' then merit.shown_change(r.changed, true)
                when merit.sees_everyone(viewer) then r.changed else merit.shown_change(r.changed, false) end,
            (
                select t.published_at > p.starts_on::timestamp at time zone p.time_zone
                from merit.template t where t.code = r.template_code and t.version = r.template_version),
            r.capped_by
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.result one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
            join merit.appraisal_period p on p.period_id = r.period_id
            cross join lateral (
                select case when seen.standing = 'person' and r.peer_score is not null then merit.has_few_peers(r.period_id, r.employee_id, null)
                    else false end as peers) hides
        order by p.starts_on, p.label, r.employee_id;
end
$$;
comment on function merit_api.results is
    'Results that you may see: your own, once delivered; of people whose supervisor you are; of those towards whom you have a duty.';
grant execute on function merit_api.results to merit_person;
