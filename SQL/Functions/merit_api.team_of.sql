-- That somebody evaluated themselves says nothing of how; what they said comes by merit_api.evaluations.
create or replace function merit_api.team_of(of_period text)
    returns table (employee_id text, name text, department text, has_evaluated boolean, is_rated boolean)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    if viewer is null or coalesce(chosen, -1) = -1 then
        return;
    end if;
    return query
        select t.employee_id, known.name, known.department,
            exists (
                select from merit.evaluation e
                where e.period_id = chosen and e.employee_id = t.employee_id and e.source = 'self' and e.points is not null),
            exists (
                select from merit.evaluation e
                where e.period_id = chosen and e.employee_id = t.employee_id and e.source = 'supervisor' and e.rater_id = viewer
                    and e.points is not null)
        from merit.team(viewer) t
            left join lateral (
                select n.name, n.department
                from merit.appraisal_period p
                    join merit.newest_result n on n.period_id = p.period_id and n.employee_id = t.employee_id
                order by p.ends_on desc, p.period_id desc
                limit 1) known on true
        order by t.employee_id collate "C";
end
$$;
comment on function merit_api.team_of is
    'Whose supervisor you are today: who has evaluated themselves for a period, and whom you have rated; not what was said.';
grant execute on function merit_api.team_of to merit_person;
