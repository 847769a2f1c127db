create or replace function merit_api.rules_of(of_period text)
    returns table (template_code text, template_version integer, published_at timestamptz, consulted_on date, document jsonb)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select t.code, t.version, t.published_at, t.consulted_on, t.document
    from merit.period_template pinned
        join merit.template t using (template_id)
    where pinned.period_id = merit.period_of(of_period) and merit.viewer() is not null
    order by t.code, t.version
$$;
comment on function merit_api.rules_of is 'The rules by which a period is scored: they were published, and everybody who is known may read them.';
grant execute on function merit_api.rules_of to merit_person;
