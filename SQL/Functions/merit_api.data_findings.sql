create or replace function merit_api.data_findings(of_period text)
    returns table (relation text, kind text, rows bigint, share numeric, ids text[], finding text, advice text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    chosen constant bigint := merit.period_of(of_period);
begin
    -- Rows of anybody may be among them.
    if chosen is null or not merit.sees_everyone(merit.viewer()) then
        return;
    end if;
    return query
        select f.relation, f.kind, f.rows, f.share, f.ids, f.finding, f.advice
        from merit.newest_data_finding f
        where f.period_id = chosen
        order by f.finding_id;
end
$$;
comment on function merit_api.data_findings is
    'What was odd about the rows that a period was scored from, and what to do about it, for whoever has the duty hr or auditor towards everyone.';
grant execute on function merit_api.data_findings to merit_person;

create or replace function merit_api.odd_rows(of_period text default null, of_employee text default null)
    returns table (period text, employee_id text, standing text, relation text, kind text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    -- So it is nearly always, and every page of a person asks.
    if not exists (select from merit.data_finding f where (chosen is null or f.period_id = chosen) and f.people <> '{}') then
        return;
    end if;
    return query
        select distinct f.period, seen.employee_id, seen.standing, f.relation, f.kind
        from merit.newest_data_finding f
            join merit.reach(viewer, chosen, of_employee) seen on seen.period_id = f.period_id and seen.employee_id = any (f.people)
        where (chosen is null or f.period_id = chosen)
            -- Of a scoring behind the one that was delivered nobody is told.
            and (seen.standing <> 'person' or exists (
                select from merit.newest_result n
                where n.period_id = seen.period_id and n.employee_id = seen.employee_id and n.revision = seen.revision))
        order by f.period, seen.employee_id, f.relation, f.kind;
end
$$;
comment on function merit_api.odd_rows is
    'Among whose rows, of people whose results you may see, some are odd: relation and kind, as merit.data_finding has them.';
grant execute on function merit_api.odd_rows to merit_person;
