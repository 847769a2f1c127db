-- What chance does is worked out of everyone's rows. Beside what somebody sees of some people it would tell of the others, where these are few.
-- That is counted for each indicator by those who have rows of it: not everyone has.
create or replace function merit.telling_scatters(asking text, of_period bigint) returns table (period_id bigint, template_code text)
    language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    if asking is null or merit.sees_everyone(asking) then
        return;
    end if;
    return query
        with scatter as materialized (
            select u.period_id, f.template_code, f.indicator, min(f.people) as people
            from merit.run u join merit.reliability f on f.run_id = u.run_id and f.within_variance is not null
            where u.kind = 'full' and (of_period is null or u.period_id = of_period)
            group by u.period_id, f.template_code, f.indicator
        ), known as materialized (
            select seen.period_id, r.template_code, own.indicator, count(*) as people
            from merit.reach(asking, of_period, null) seen
                cross join lateral (
                    select one.template_code from merit.result one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
                cross join lateral (
                    select distinct one.indicator from merit.row_sum one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision <= seen.revision
                        and one.rows > 0 offset 0) own
            where seen.period_id in (select scatter.period_id from scatter)
            group by seen.period_id, r.template_code, own.indicator
        )
        select scatter.period_id, scatter.template_code
        from scatter
            left join known on known.period_id = scatter.period_id and known.template_code = scatter.template_code
                and known.indicator = scatter.indicator
        where scatter.people < 5 or known.people > 1 and scatter.people - known.people between 1 and 4
        union
        -- An error that is stretched by the mean of the peers tells that mean.
        select m.period_id, m.template_code from merit.telling_means(asking, of_period) m;
end
$$;
comment on function merit.telling_scatters is
    'Templates of whose people what chance does, beside what somebody may see, would tell about one to four others.';
