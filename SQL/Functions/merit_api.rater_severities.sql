-- Points as percent of the most that there is, and each less the mean of all points for the same indicator of the same rules: nobody is
-- lenient for being asked about what everybody gets much for. Over people and not over ratings, for what one says of somebody hangs together.
create or replace function merit_api.rater_severities(of_period text)
    returns table (
        rater_id text, name text, is_own boolean, people bigint, ratings bigint, mean numeric, difference numeric, margin numeric)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    names_all constant boolean := merit.sees_everyone(viewer);
begin
    if viewer is null or chosen is null
        or not exists (select from merit.appraisal_period p where p.period_id = chosen and p.revision > 0)
        -- What others gave is no measure for what one has yet to give.
        or not names_all and exists (
            select from merit.result r
                join merit.newest_result n on n.period_id = r.period_id and n.employee_id = r.employee_id and n.revision = r.revision
            where r.period_id = chosen and r.supervisor_id = viewer and r.employee_id <> viewer and r.status <> 'not_appraised'
                and not exists (
                    select from merit.evaluation e
                    where e.period_id = r.period_id and e.employee_id = r.employee_id and e.source = 'supervisor' and e.points is not null
                        and coalesce(e.rater_id, viewer) = viewer)) then
        return;
    end if;
    return query
        with given as materialized (
            select coalesce(e.rater_id, r.supervisor_id) as rater_id, e.employee_id, r.template_code, r.template_version, e.indicator,
                100 * e.points / coalesce(s.max_points, 100) as share
            from merit.newest_result n
                join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
                join merit.evaluation e on e.period_id = n.period_id and e.employee_id = n.employee_id
                left join merit.indicator_score s
                    on s.period_id = r.period_id and s.employee_id = r.employee_id and s.revision = r.revision
                        and s.indicator = e.indicator and s.kind = 'rated'
            where n.period_id = chosen and e.source = 'supervisor' and e.problem is null and e.points is not null
                and (e.indicator is null or s.max_points > 0) and coalesce(e.rater_id, r.supervisor_id) is not null
                -- Towards oneself nobody is an officer.
                and e.employee_id <> viewer
        ), placed as (
            select g.rater_id, g.employee_id, g.share,
                g.share - avg(g.share) over (partition by g.template_code, g.template_version, g.indicator) as apart
            from given g
        ), about as (
            select p.rater_id, p.employee_id, count(*) as ratings, sum(p.share) as share, avg(p.apart) as apart
            from placed p
            group by p.rater_id, p.employee_id
        ), rater as materialized (
            select a.rater_id, count(*) as people, sum(a.ratings)::bigint as ratings, sum(a.share) / sum(a.ratings) as mean,
                avg(a.apart) as difference,
                case when count(*) >= 5 then 3 * stddev_samp(a.apart) / sqrt(count(*)::numeric) end as margin
            from about a
            group by a.rater_id
        ), seen as (
            select r.*, r.rater_id = viewer as is_own, names_all or r.rater_id = viewer as is_named
            from rater r
            where names_all or exists (select from rater own where own.rater_id = viewer)
                -- Among few it would be known who is who.
                and (select count(*) from rater other where other.rater_id <> viewer) >= 5
        )
        select case when s.is_named then s.rater_id end,
            case when s.is_named then (
                select r.name from merit.newest_result n
                    join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
                where n.period_id = chosen and n.employee_id = s.rater_id) end,
            s.is_own, case when s.is_named then s.people end, case when s.is_named then s.ratings end,
            case when s.is_named then round(s.mean, 2) end, round(s.difference, case when s.is_named then 2 else 0 end),
            case when s.is_named then round(s.margin, 2) end
        from seen s
        order by s.difference, s.rater_id collate "C";
end
$$;
comment on function merit_api.rater_severities is
    'How far each supervisor''s points lie from those of all in a period that is scored, in percent of what there is; with names for whoever has the duty hr or auditor towards everyone, else your own among at least five unnamed others, once you have rated everybody whose supervisor you are there.';
grant execute on function merit_api.rater_severities to merit_person;
