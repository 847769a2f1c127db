-- Whoever sees what was measured of some people, and what counts once it was set against the mean, knows the mean of all, and so what the
-- others have together. Where these are fewer than five, what was measured is not shown.
create or replace function merit.telling_means(asking text, of_period bigint) returns table (period_id bigint, template_code text, indicator text)
    language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    others bigint;
begin
    if asking is null then
        return;
    end if;
    others := merit.most_others(asking);
    if others is null and merit.sees_everyone(asking) then
        return;
    end if;
    -- For most who ask more are left than four, even if all whom they may see, and they themselves, are among those of whom it is worked out.
    if of_period is not null and not exists (
        select from merit.run u join merit.peer_mean m on m.run_id = u.run_id
        where u.period_id = of_period and (others is null or m.people <= others + 5)) then
        return;
    end if;
    -- Beside oneself alone a mean tells of the others where they are few; so it is for most who ask, and for a period their plan is kept.
    if of_period is not null and not exists (select from merit.reach(asking, of_period, null) r where r.employee_id <> asking) then
        return query
            select distinct u.period_id, m.template_code, m.indicator
            from merit.run u join merit.peer_mean m on m.run_id = u.run_id
            where u.period_id = of_period and m.people < 5;
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    return query
        with mean as materialized (
            -- Of each run: what an earlier one compared with stands in results that the next left as they were, and in what changed.
            select distinct u.period_id, m.template_code, m.indicator, m.people
            from merit.run u join merit.peer_mean m on m.run_id = u.run_id
            where of_period is null or u.period_id = of_period
        ), seen as materialized (
            select r.period_id, r.employee_id, r.revision from merit.reach(asking, of_period, null) r
            where r.period_id in (select mean.period_id from mean)
            union
            -- Whoever asks will know their own figures, if they are not delivered yet.
            select n.period_id, n.employee_id, n.revision from merit.newest_result n
            where n.employee_id = asking and n.period_id in (select mean.period_id from mean)
        ), known as materialized (
            select s.period_id, r.template_code, s.indicator, count(distinct seen.employee_id) as people, bool_or(seen.employee_id <> asking) as has_others
            from seen
                cross join lateral (
                    select one.template_code from merit.result one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
                cross join lateral (
                    select one.period_id, one.indicator from merit.indicator_score one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision
                        and one.raw_value is not null offset 0) s
            group by s.period_id, r.template_code, s.indicator
        )
        select distinct mean.period_id, mean.template_code, mean.indicator
        from mean left join known
            on known.period_id = mean.period_id and known.template_code = mean.template_code and known.indicator = mean.indicator
        where mean.people < 5 or known.has_others and mean.people - known.people between 1 and 4;
end
$$;
comment on function merit.telling_means is
    'Indicators whose mean, beside what somebody may see, would tell about one to four others.';
