create or replace function merit_api.own_rules()
    returns table (
        template_code text, template_version integer, status text, published_at timestamptz, consulted_on date, consultation text,
        acknowledged_at timestamptz, is_asked boolean, document jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    owed bigint[];
    own text;
begin
    if viewer is null then
        return;
    end if;
    owed := array(select o.number from merit.owed o where o.person = viewer and o.what = 'rule');
    -- Where nobody is asked by the setting, those of the newest result that was delivered.
    own := (
        select r.template_code
        from merit.reach(viewer, null, viewer) seen
            join merit.appraisal_period p on p.period_id = seen.period_id
            join merit.result r on r.period_id = seen.period_id and r.employee_id = seen.employee_id and r.revision = seen.revision
        where seen.standing = 'person'
        order by p.ends_on desc, p.starts_on desc, p.period_id desc
        limit 1);
    return query
        select r.template_code, r.template_version, r.status, r.published_at, r.consulted_on,
            case when asked.is_so or r.acknowledged_at is not null then t.consultation end, r.acknowledged_at, asked.is_so, r.document
        from merit_api.rules() r
            join merit.template t on t.code = r.template_code and t.version = r.template_version
            cross join lateral (
                select r.status = 'published' and r.acknowledged_at is null
                    and (t.template_id = any (owed) or coalesce(r.template_code = own, false)) as is_so) asked
        order by r.template_code, r.template_version;
end
$$;
comment on function merit_api.own_rules is
    'The rules that hold now, and those of results that were delivered to you: when you acknowledged them, which you are asked to acknowledge, and of these who was consulted on them.';
grant execute on function merit_api.own_rules to merit_person;
