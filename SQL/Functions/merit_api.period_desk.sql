create or replace function merit_api.period_desk(of_period text default null)
    returns table (
        period text, starts_on date, ends_on date, time_zone text, department text, status text, problem text, status_reason text,
        revision integer, score_after timestamptz, evaluate_by timestamptz, scored_at timestamptz, requested_by text,
        requested_at timestamptz, next_scoring timestamptz, is_yours boolean)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
begin
    if hr is null and not exists (select from merit.duty_of(viewer, 'auditor')) then
        return;
    end if;
    return query
        select p.label, p.starts_on, p.ends_on, p.time_zone, p.department, p.status, p.problem, p.status_reason, p.revision, p.score_after,
            p.evaluate_by, p.scored_at, p.requested_by, p.requested_at, (
                select j.run_at from merit.job j
                where j.kind = 'score_period' and j.subject_id = p.period_id and j.state = 'available'),
            coalesce(array_position(hr, null) is not null, false)
        from merit.appraisal_period p
        where chosen is null or p.period_id = chosen
        order by p.ends_on desc, p.starts_on, p.label;
end
$$;
comment on function merit_api.period_desk is
    'How each period stands, for whoever has the duty hr or auditor: what keeps it from being scored, when that is next, and whether you may ask for it and close it.';
grant execute on function merit_api.period_desk to merit_person;
