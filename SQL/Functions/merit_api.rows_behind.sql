-- The newest reading of each indicator, whoever asked for it, in the revision that the reader sees; and the rows of the newest that has any.
create or replace function merit_api.rows_behind(
    of_period text default null, of_employee text default null, of_indicator text default null)
    returns table (
        period text, employee_id text, standing text, indicator text, reading_id bigint, asked_at timestamptz, answered_at timestamptz,
        problem text, relation text, operands text[], total bigint, has_changed boolean, people integer, place integer, row_id text,
        ticket_id text, at text, says text[], is_left_out boolean, effect text, value_without numeric)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select p.label, q.employee_id, seen.standing, q.indicator, q.reading_id, q.asked_at, q.answered_at, q.problem, rows.relation,
            rows.operands, rows.total, rows.has_changed, rows.people, b.place, b.row_id, b.ticket_id, b.at, b.says, b.is_left_out, b.effect,
            b.value_without
        from merit.measured_values(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.row_reading one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.indicator = seen.indicator
                    and one.revision = seen.revision
                order by one.reading_id desc
                limit 1) q
            left join lateral (
                select * from merit.row_reading one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.indicator = seen.indicator
                    and one.revision = seen.revision and one.answered_at is not null and one.problem is null
                order by one.reading_id desc
                limit 1) rows on true
            left join merit.read_row b on b.reading_id = rows.reading_id
            join merit.appraisal_period p on p.period_id = q.period_id
        where of_indicator is null or q.indicator = of_indicator
        order by p.starts_on, p.label, q.employee_id, q.indicator, b.place;
end
$$;
comment on function merit_api.rows_behind is
    'The rows behind measured indicators of the results that you may see, as merit_api.ask_rows had them read; a line without place where there are none, or not yet.';
grant execute on function merit_api.rows_behind to merit_person;
