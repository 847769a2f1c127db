-- No number of people is told: how many have one figure and not another would be a group of few. Of a dimension the middle is enough; both
-- ends and the middle of one figure would, among five, be a single person's. Nor are both ends told where the mean of all, which departments
-- of five have and which is 100 where peers are compared with, would leave one or two people: among five, seven and eight.
create or replace function merit_api.peer_spreads(of_period text, of_employee text default null)
    returns table (template_code text, sort text, code text, low numeric, middle numeric, high numeric, scored_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    newest constant bigint := (select max(u.run_id) from merit.run u where u.period_id = chosen and u.kind = 'full');
begin
    if viewer is null or newest is null then
        return;
    end if;
    return query
        with own as materialized (
            select distinct r.template_code
            from merit.reach(viewer, chosen, of_employee) seen
                cross join lateral (
                    select one.template_code from merit.result one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
        ), telling as materialized (
            select * from merit.telling_spreads(viewer, newest)
        )
        select f.template_code, f.sort, f.code, case when f.sort <> 'dimension' then f.low end, case when f.sort = 'dimension' then f.middle end,
            case when f.sort <> 'dimension' then f.high end, u.finished_at
        from own
            cross join lateral (
                select * from merit.peer_spread one where one.run_id = newest and one.template_code = own.template_code offset 0) f
            join merit.run u on u.run_id = newest
        where (f.sort = 'dimension' or f.people = 6 or f.people >= 9) and not exists (
            select from telling t where t.template_code = f.template_code and t.sort = f.sort and t.code = f.code)
        order by f.template_code, f.sort, f.code;
end
$$;
comment on function merit_api.peer_spreads is
    'Where the middle half of everyone on the templates of results that you see lies, by the newest full scoring of a period; in groups of five or more, of values and totals six or nine and more, and not where that, beside what you see, would tell about one to four others.';
grant execute on function merit_api.peer_spreads to merit_person;
