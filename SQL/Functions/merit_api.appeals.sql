create or replace function merit_api.appeals(of_period text default null, of_employee text default null)
    returns table (
        appeal_id bigint, period text, employee_id text, standing text, kind text, indicator text, reason text, wanted text,
        submitted_by text, submitted_at timestamptz, due_on date, status text, decision text, decided_by text, decided_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select a.appeal_id, p.label, a.employee_id, seen.standing, a.kind, a.indicator, a.reason, a.wanted, a.submitted_by, a.submitted_at,
            a.due_on, a.status, a.decision, a.decided_by, a.decided_at
        from (
            select r.period_id, r.employee_id, r.standing
            from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
            union all
            select p.period_id, viewer, 'person' from merit.appraisal_period p
            where viewer = coalesce(of_employee, viewer) and p.label = coalesce(of_period, p.label)
        ) seen
            cross join lateral (
                select * from merit.appeal one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) a
            join merit.appraisal_period p on p.period_id = a.period_id
        order by p.starts_on, p.label, a.appeal_id;
end
$$;
comment on function merit_api.appeals is 'Appeals of yours, of people whose supervisor you are, and of those towards whom you have a duty.';
grant execute on function merit_api.appeals to merit_person;
