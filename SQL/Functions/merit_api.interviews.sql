create or replace function merit_api.interviews(of_period text default null, of_employee text default null)
    returns table (
        interview_id bigint, period text, employee_id text, standing text, held_at timestamptz, held_by text, said text, agreed text,
        acknowledged_at timestamptz, objection text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select i.interview_id, p.label, i.employee_id, seen.standing, i.held_at, i.held_by, i.said, i.agreed, i.acknowledged_at, i.objection
        from (
            select r.period_id, r.employee_id, r.standing
            from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
            union all
            -- Whoever was there knows of it.
            select p.period_id, viewer, 'person' from merit.appraisal_period p
            where viewer = coalesce(of_employee, viewer) and p.label = coalesce(of_period, p.label)
        ) seen
            cross join lateral (
                select * from merit.interview one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) i
            join merit.appraisal_period p on p.period_id = i.period_id
        order by i.held_at, i.interview_id;
end
$$;
comment on function merit_api.interviews is 'Interviews with you, with people whose supervisor you are, and with those towards whom you have a duty.';
grant execute on function merit_api.interviews to merit_person;
