create or replace function merit_api.periods()
    returns table (period text, starts_on date, ends_on date, time_zone text, kind text, department text, status text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
begin
    if merit.viewer() is null then
        return;
    end if;
    return query select p.label, p.starts_on, p.ends_on, p.time_zone, p.kind, p.department, p.status from merit.appraisal_period p;
end
$$;
comment on function merit_api.periods is 'The periods that there are.';
grant execute on function merit_api.periods to merit_person;
