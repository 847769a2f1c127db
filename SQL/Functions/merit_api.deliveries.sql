create or replace function merit_api.deliveries(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, state text, is_newest boolean, delivered_at timestamptz,
        answer_by timestamptz, seen_at timestamptz, answered_at timestamptz, words text, appeal_id bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select d.period, d.employee_id, seen.standing, d.revision, d.state, d.is_newest, d.delivered_at, d.answer_by, d.seen_at, d.answered_at,
            d.words, d.appeal_id
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.delivery_state one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) d
        order by d.period_id, d.employee_id, d.revision;
end
$$;
comment on function merit_api.deliveries is 'How the delivery of the results that you may see stands.';
grant execute on function merit_api.deliveries to merit_person;
