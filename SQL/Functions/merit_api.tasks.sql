create or replace function merit_api.tasks(of_period text default null, of_employee text default null)
    returns table (
        task_id bigint, period text, employee_id text, standing text, indicator text, priority integer, title text, title_zh text,
        reason text, reason_zh text, value numeric, target numeric, target_band text, points_now numeric, points_at_target numeric,
        total_gain numeric, tickets text[], owner_id text, due_on date, training text, proposal text, advice text, note text, status text,
        times_missed integer)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select t.task_id, p.label, t.employee_id, seen.standing, t.indicator, t.priority, t.title, t.title_zh, t.reason, t.reason_zh, t.value,
            t.target, t.target_band, t.points_now, t.points_at_target, t.total_gain, t.tickets, t.owner_id, t.due_on, t.training, t.proposal,
            t.advice, t.note, t.status, t.times_missed
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.improvement_task one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) t
            join merit.appraisal_period p on p.period_id = t.period_id
        order by p.starts_on, p.label, t.employee_id, t.priority, t.task_id;
end
$$;
comment on function merit_api.tasks is 'Improvement tasks of the results that you may see.';
grant execute on function merit_api.tasks to merit_person;
