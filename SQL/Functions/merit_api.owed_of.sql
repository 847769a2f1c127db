drop function if exists merit_api.owed_of(text);
create or replace function merit_api.owed_of(of_period text)
    returns table (person text, what text, open bigint, overdue bigint, due timestamptz, reminded_on date, reminded_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
begin
    if hr is null or chosen is null then
        return;
    end if;
    return query
        with owing as materialized (
            select o.person, o.what, count(*) as open, count(*) filter (where o.is_overdue) as overdue, min(o.due) as due
            from merit.owed o
                left join merit.newest_result n on n.period_id = o.period_id and n.employee_id = o.about
            where o.period_id = chosen and o.person is not null and o.about <> viewer and (array_position(hr, null) is not null
                or case when n.employee_id is null then (merit.today(o.about)).department else n.department end = any (hr))
            group by o.person, o.what
        ), last as materialized (
            select distinct on (r.employee_id) r.employee_id, r.reminded_on, r.recorded_by
            from merit.reminder r
            where r.period_id = chosen
            order by r.employee_id, r.reminded_on desc, r.reminder_id desc
        )
        select owing.person, owing.what, owing.open, owing.overdue, owing.due, last.reminded_on, last.recorded_by
        from owing
            left join last on last.employee_id = owing.person
        order by owing.overdue desc, owing.person, owing.what;
end
$$;
comment on function merit_api.owed_of is
    'Who owes how much of a period about people towards whom you have the duty hr, and who was reminded when by whom the last time; how somebody answers for themselves is theirs.';
grant execute on function merit_api.owed_of to merit_person;
