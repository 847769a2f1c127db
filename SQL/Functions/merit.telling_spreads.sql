-- Where the middle half of all lies tells, beside the figures of those whom somebody sees, of the others. Where these are fewer than five it is
-- not shown. Beside oneself alone there are enough: no group has fewer than five.
create or replace function merit.telling_spreads(asking text, of_run bigint) returns table (template_code text, sort text, code text)
    language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    chosen constant bigint := (select u.period_id from merit.run u where u.run_id = of_run);
    others bigint;
    -- Whoever pays some departments knows their totals.
    paid text[];
begin
    if asking is null then
        return;
    end if;
    others := merit.most_others(asking);
    if others is null and merit.sees_everyone(asking) then
        return;
    end if;
    if exists (select from merit.officer o where o.employee_id = asking and o.duty = 'payroll') then
        paid := (select array_agg(d) from merit.duty_of(asking, 'payroll') d);
    elsif others = 0 then
        return;
    end if;
    -- For most who ask more are left than four, even if all whom they may see, and they themselves, are among those of whom it is worked out.
    if others is not null and paid is null and not exists (
        select from merit.peer_spread f where f.run_id = of_run and f.people <= others + 5) then
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    return query
        with seen as materialized (
            select known.employee_id, bool_or(known.is_whole) as is_whole
            from (
                select r.employee_id, true as is_whole from merit.reach(asking, chosen, null) r
                union all
                -- Whoever asks will know their own figures, if they are not delivered yet.
                select asking, true
                union all
                select n.employee_id, false from merit.newest_result n
                where n.period_id = chosen and (n.department = any (paid) or array_position(paid, null) is not null)
            ) known
            group by known.employee_id
        ), member as materialized (
            -- As the run left them, for so they were counted.
            select s.employee_id, s.is_whole, r.revision, r.template_code, r.total
            from seen s
                cross join lateral (
                    select one.revision, one.template_code, one.total from merit.result one
                    where one.period_id = chosen and one.employee_id = s.employee_id and one.run_id <= of_run
                    order by one.revision desc
                    limit 1) r
        ), close as materialized (
            -- Whatever these people have, of other templates enough others are left.
            select m.template_code
            from (
                select member.template_code, count(*) as people
                from member
                group by member.template_code
                having bool_or(member.employee_id <> asking)) m
            where exists (
                select from merit.peer_spread f
                where f.run_id = of_run and f.template_code = m.template_code and f.people < m.people + 5)
        ), score as materialized (
            select m.template_code, m.employee_id, s.dimension, s.indicator, s.value, s.points
            from close c
                join member m on m.template_code = c.template_code and m.is_whole
                cross join lateral (
                    select one.dimension, one.indicator, one.value, one.points from merit.indicator_score one
                    where one.period_id = chosen and one.employee_id = m.employee_id and one.revision = m.revision offset 0) s
        ), known as (
            select s.template_code, 'indicator' as sort, s.indicator as code, s.employee_id from score s where s.value is not null
            union
            select s.template_code, 'dimension', s.dimension, s.employee_id from score s where s.points is not null
            union
            select m.template_code, 'total', '', m.employee_id from close c join member m on m.template_code = c.template_code
            where m.total is not null
        ), counted as (
            select k.template_code, k.sort, k.code, count(*) as people, bool_or(k.employee_id <> asking) as has_others
            from known k
            group by k.template_code, k.sort, k.code
        )
        select f.template_code, f.sort, f.code
        from merit.peer_spread f
            join counted k on k.template_code = f.template_code and k.sort = f.sort and k.code = f.code
        where f.run_id = of_run and k.has_others and f.people - k.people between 1 and 4;
end
$$;
comment on function merit.telling_spreads is
    'What a full run found of the middle half of all, where that, beside what somebody may see, would tell about one to four others.';
