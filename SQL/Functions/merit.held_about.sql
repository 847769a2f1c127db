-- For whoever asks by right. Peers stay unnamed, also to the person; what is told of others is not in it.
create or replace function merit.held_about(of_employee text) returns table (table_name text, number bigint, image jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    place record;
begin
    for place in
        select c.relname as name
        from pg_class c join pg_attribute a on a.attrelid = c.oid
        where c.relnamespace = 'merit'::regnamespace and c.relkind = 'r' and a.attname = 'employee_id' and a.atttypid = 'text'::regtype
            and c.relname <> 'calibration_answer'
        order by c.relname
    loop
        return query execute format(
            'select %1$L::text, row_number() over (order by to_jsonb(t)::text), case when %1$L = ''evaluation'' and to_jsonb(t) ->> ''source'' = ''peer''
                    then to_jsonb(t) - array[''rater_id'', ''entered_by'', ''changed_by'', ''evaluation_id''] else to_jsonb(t) end
            from merit.%1$I t where t.employee_id = $1', place.name) using of_employee;
    end loop;
    return query
        select 'evaluation_given', row_number() over (order by e.evaluation_id), to_jsonb(e) from merit.evaluation e
        where e.rater_id = of_employee and e.employee_id <> of_employee;
    -- What is said in a round of calibration stays unread until it is over, and whoever it is about does not read by whom it was said.
    return query
        select 'calibration_answer', row_number() over (order by a.answer_id), to_jsonb(a) - array['rater_id', 'answer_id']
        from merit.calibration_answer a join merit.calibration c using (calibration_id)
        where a.employee_id = of_employee and merit.is_over(c.ended_at, c.until);
    return query
        select 'calibration_given', row_number() over (order by a.answer_id), to_jsonb(a)
        from merit.calibration_answer a join merit.calibration c using (calibration_id)
        where a.rater_id = of_employee and merit.is_over(c.ended_at, c.until);
    return query
        select 'work_calendar_use', row_number() over (order by u.valid_from), to_jsonb(u) from merit.work_calendar_use u
        where u.scope = 'person' and u.name = of_employee;
    return query
        select 'data_finding', row_number() over (order by f.finding_id),
            to_jsonb(f) - array['people', 'ids'] || jsonb_build_object('people', array[of_employee]) from merit.data_finding f
        where of_employee = any (f.people);
    return query
        select 'event', row_number() over (order by e.event_id), to_jsonb(e) from merit.event e where e.person = of_employee;
end
$$;
comment on function merit.held_about is 'All rows of schema merit about a person, what they said of others, and what they did; peers unnamed.';
grant execute on function merit.held_about to merit_hr;
