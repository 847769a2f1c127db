create or replace function merit_api.indicator_scores(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, dimension text, indicator text, kind text, state text,
        value numeric, raw_value numeric, numerator numeric, denominator numeric, sample bigint, band text, points numeric,
        max_points numeric, self_points numeric, supervisor_points numeric, peer_points numeric, appeal_id bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        with telling as materialized (
            select * from merit.telling_means(viewer, chosen)
        )
        select p.label, s.employee_id, seen.standing, s.revision, s.dimension, s.indicator, s.kind, s.state, s.value,
            case when not hides.mean then s.raw_value end, case when not hides.mean then s.numerator end,
            case when not hides.mean then s.denominator end, s.sample,
            case when not (hides.peers and s.peer_points is not null) then s.band end,
            case when not (hides.peers and s.peer_points is not null) then s.points end,
            s.max_points, s.self_points, s.supervisor_points, case when not hides.peers then s.peer_points end, s.appeal_id
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.result one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
            cross join lateral (
                select * from merit.indicator_score one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) s
            join merit.appraisal_period p on p.period_id = s.period_id
            cross join lateral (
                select
                    case when seen.standing = 'person' and s.kind = 'rated' and s.peer_points is not null
                        then merit.has_few_peers(s.period_id, s.employee_id, s.indicator) else false end as peers,
                    exists (
                        select from telling t
                        where t.period_id = s.period_id and t.template_code = r.template_code and t.indicator = s.indicator) as mean) hides
        order by p.starts_on, p.label, s.employee_id, s.dimension, s.indicator;
end
$$;
comment on function merit_api.indicator_scores is 'Indicators of the results that you may see.';
grant execute on function merit_api.indicator_scores to merit_person;
