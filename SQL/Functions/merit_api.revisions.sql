-- A person knows the revisions that were delivered.
create or replace function merit_api.revisions(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, scored_at timestamptz, status text, total numeric, grade text,
        coefficient numeric, changed jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        select p.label, r.employee_id, seen.standing, r.revision, run.finished_at, r.status, r.total, r.grade, r.coefficient,
            case when seen.standing = 'person' then merit.shown_change(r.changed, true)
                when merit.sees_everyone(viewer) then r.changed else merit.shown_change(r.changed, false) end
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.result one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision <= seen.revision
                    and (seen.standing <> 'person' or exists (
                        select from merit.delivery d
                        where d.period_id = one.period_id and d.employee_id = one.employee_id and d.revision = one.revision))
                offset 0) r
            join merit.run run on run.run_id = r.run_id
            join merit.appraisal_period p on p.period_id = r.period_id
        order by p.starts_on, p.label, r.employee_id, r.revision;
end
$$;
comment on function merit_api.revisions is 'Each revision of the results that you may see; of your own those that were delivered.';
grant execute on function merit_api.revisions to merit_person;
