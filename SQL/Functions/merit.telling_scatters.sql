-- What chance does is worked out of everyone's rows. Beside what somebody sees of some people it would tell of the others, where these are few.
create or replace function merit.telling_scatters(asking text, of_period bigint) returns table (period_id bigint, template_code text, indicator text)
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
        select from merit.run u join merit.reliability f on f.run_id = u.run_id and f.mean is not null
        where u.kind = 'full' and u.period_id = of_period and (others is null or f.people <= others + 5)) then
        return query select m.period_id, m.template_code, m.indicator from merit.telling_means(asking, of_period) m;
        return;
    end if;
    if of_period is not null and not exists (select from merit.reach(asking, of_period, null) r where r.employee_id <> asking) then
        return query
            select u.period_id, f.template_code, f.indicator
            from merit.run u join merit.reliability f on f.run_id = u.run_id and f.mean is not null
            where u.kind = 'full' and u.period_id = of_period and f.people < 5
            union
            -- An error that is stretched by the mean of the peers tells that mean.
            select m.period_id, m.template_code, m.indicator from merit.telling_means(asking, of_period) m;
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    return query
        with scatter as materialized (
            -- Of each full run, because results of an earlier one are shown as well as the newest; the mean tells as much as the scatter.
            select distinct u.period_id, f.template_code, f.indicator, f.people
            from merit.run u join merit.reliability f on f.run_id = u.run_id and f.mean is not null
            where u.kind = 'full' and (of_period is null or u.period_id = of_period)
        ), seen as materialized (
            select r.period_id, r.employee_id, r.revision from merit.reach(asking, of_period, null) r
            where r.period_id in (select scatter.period_id from scatter)
            union
            -- Whoever asks will know their own figures, if they are not delivered yet.
            select n.period_id, n.employee_id, n.revision from merit.newest_result n
            where n.employee_id = asking and n.period_id in (select scatter.period_id from scatter)
        ), known as materialized (
            -- Those whose rows are among everyone's.
            select s.period_id, r.template_code, s.indicator, count(distinct seen.employee_id) as people, bool_or(seen.employee_id <> asking) as has_others
            from seen
                cross join lateral (
                    select one.template_code from merit.result one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
                cross join lateral (
                    select one.period_id, one.indicator from merit.indicator_score one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision
                        and one.kind = 'measured' and one.denominator > 0 offset 0) s
            -- Rows that cannot be squared are among nobody's.
            where exists (
                select from merit.row_sum one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.indicator = s.indicator
                    and one.revision <= seen.revision and one.rows > 0)
            group by s.period_id, r.template_code, s.indicator
        )
        select distinct scatter.period_id, scatter.template_code, scatter.indicator
        from scatter left join known
            on known.period_id = scatter.period_id and known.template_code = scatter.template_code and known.indicator = scatter.indicator
        where scatter.people < 5 or known.has_others and scatter.people - known.people between 1 and 4
        union
        -- An error that is stretched by the mean of the peers tells that mean.
        select m.period_id, m.template_code, m.indicator from merit.telling_means(asking, of_period) m;
end
$$;
comment on function merit.telling_scatters is
    'Indicators of which what chance does, beside what somebody may see, would tell about one to four others.';
