-- Of the points that somebody sees by merit_api.indicator_scores, and of no others.
create or replace function merit_api.dimensions(of_period text default null, of_employee text default null)
    returns table (period text, employee_id text, standing text, revision integer, dimension text, reached numeric)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select p.label, s.employee_id, seen.standing, s.revision, s.dimension, round(100 * sum(s.points) / sum(s.max_points), 1)
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.indicator_score one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision
                    and one.points is not null offset 0) s
            join merit.appraisal_period p on p.period_id = s.period_id
        where case when seen.standing = 'person' and s.kind = 'rated' and s.peer_points is not null
            then not merit.has_few_peers(s.period_id, s.employee_id, s.indicator) else true end
        group by p.starts_on, p.label, s.employee_id, seen.standing, s.revision, s.dimension
        having sum(s.max_points) > 0
        order by p.starts_on, p.label, s.employee_id, s.dimension;
end
$$;
comment on function merit_api.dimensions is 'What share of each dimension''s points was reached in the results that you may see, percent.';
grant execute on function merit_api.dimensions to merit_person;
