create or replace function merit_api.rules_of(of_period text)
    returns table (template_code text, template_version integer, published_at timestamptz, consulted_on date, document jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
begin
    if merit.viewer() is null then
        return;
    end if;
    return query
        select t.code, t.version, t.published_at, t.consulted_on, t.document
        from merit.period_template pinned
            join merit.template t using (template_id)
        where pinned.period_id = merit.period_of(of_period)
        order by t.code, t.version;
end
$$;
comment on function merit_api.rules_of is 'The rules by which a period is scored: they were published, and everybody who is known may read them.';
grant execute on function merit_api.rules_of to merit_person;
