-- How sure totals and values are, as people see it of the results that they see. Points, totals and grades are merit_api.result's.

-- What chance does is worked out of everyone's rows. Beside what somebody sees of some people it would tell of the others, where these are few.
create function merit.telling_scatters(asking text, of_period bigint) returns table (period_id bigint, template_code text, indicator text)
    language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    if asking is null or merit.sees_everyone(asking) then
        return;
    end if;
    return query
        with scatter as materialized (
            -- Of each full run, because results of an earlier one are shown as well as the newest; the mean tells as much as the scatter.
            select distinct u.period_id, f.template_code, f.indicator, f.people
            from merit.run u join merit.reliability f on f.run_id = u.run_id and f.mean is not null
            where u.kind = 'full' and (of_period is null or u.period_id = of_period)
        ), seen as materialized (
            select r.period_id, r.employee_id, r.revision from merit.reach(asking, of_period, null) r
            where r.period_id in (select scatter.period_id from scatter)
        ), known as materialized (
            -- Those whose rows are among everyone's.
            select s.period_id, r.template_code, s.indicator, count(*) as people
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
        where scatter.people < 5 or known.people > 1 and scatter.people - known.people between 1 and 4
        union
        -- An error that is stretched by the mean of the peers tells that mean.
        select m.period_id, m.template_code, m.indicator from merit.telling_means(asking, of_period) m;
end
$$;
comment on function merit.telling_scatters is
    'Indicators of which what chance does, beside what somebody may see, would tell about one to four others.';

create function merit_api.surenesses(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, total numeric, grade text, total_error numeric, total_low numeric,
        total_high numeric, grade_chance jsonb, measured_percent numeric, known_percent numeric, rank_best bigint, rank_worst bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with telling as materialized (
        select * from merit.telling_scatters(merit.viewer(), merit.period_of(of_period))
    ), seen as materialized (
        select s.period_id, s.employee_id, s.revision, s.standing, r.total, r.grade, r.department, c.total_error, c.total_low, c.total_high,
            c.grade_chance, c.measured_percent, c.known_percent,
            exists (select from telling t where t.period_id = s.period_id and t.template_code = r.template_code) as is_hidden
        from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) s
            cross join lateral (
                select * from merit.result one
                where one.period_id = s.period_id and one.employee_id = s.employee_id and one.revision = s.revision offset 0) r
            left join merit.confidence c
                on c.period_id = s.period_id and c.employee_id = s.employee_id and c.revision = s.revision
    ), compared as materialized (
        -- In a department of few a rank is a colleague's too; and an earlier revision has none.
        select s.period_id, s.employee_id, s.department, s.total, s.total_error
        from seen s
        where s.total_error is not null and not s.is_hidden
            and exists (
                select from merit.newest_result n
                where n.period_id = s.period_id and n.employee_id = s.employee_id and n.revision = s.revision)
            and (s.standing <> 'person' or exists (
                select from merit.department_figure f
                where f.period_id = s.period_id and f.department is not distinct from s.department and not f.is_other))
    ), member as materialized (
        select n.period_id, n.department, n.total, coalesce(c.total_error, 0) as error
        from (select distinct period_id, department from compared) d
            join merit.newest_result n on n.period_id = d.period_id and coalesce(n.department = d.department, n.department is null and d.department is null)
            left join merit.confidence c
                on c.period_id = n.period_id and c.employee_id = n.employee_id and c.revision = n.revision
        where n.total is not null
    ), ranked as (
        select own.period_id, own.employee_id,
            1 + count(*) filter (where other.total > own.total and told.apart) as best,
            count(*) - count(*) filter (where other.total < own.total and told.apart) as worst
        from compared own
            join member other
                on other.period_id = own.period_id and coalesce(other.department, '') = coalesce(own.department, '')
                    and (other.department is null) = (own.department is null)
            cross join lateral (
                select (other.total - own.total) * (other.total - own.total)
                    > 3.8416 * (other.error * other.error + own.total_error * own.total_error) as apart) told
        group by own.period_id, own.employee_id
    )
    select p.label, s.employee_id, s.standing, s.revision, s.total, s.grade,
        case when not s.is_hidden then s.total_error end, case when not s.is_hidden then s.total_low end,
        case when not s.is_hidden then s.total_high end, case when not s.is_hidden then s.grade_chance end, s.measured_percent,
        s.known_percent, ranked.best, ranked.worst
    from seen s
        join merit.appraisal_period p on p.period_id = s.period_id
        left join ranked on ranked.period_id = s.period_id and ranked.employee_id = s.employee_id
    order by p.starts_on, p.label, s.employee_id
$$;
comment on function merit_api.surenesses is
    'How far chance could have moved the totals of results that you see; not where that, beside what you see, would tell about one to four others.';

create function merit_api.value_surenesses(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, indicator text, kind text, rows bigint, sum numeric, squares numeric,
        stretch numeric, shift numeric, mean numeric, within_variance numeric, between_variance numeric, reliability numeric,
        rows_needed numeric, reason text, reason_zh text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with telling as materialized (
        select * from merit.telling_scatters(merit.viewer(), merit.period_of(of_period))
    ), seen as materialized (
        select s.period_id, s.employee_id, s.revision, s.standing, r.template_code,
            (
                select max(u.run_id) from merit.run u
                where u.period_id = s.period_id and u.kind = 'full' and u.run_id <= r.run_id) as run_id
        from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) s
            cross join lateral (
                select * from merit.result one
                where one.period_id = s.period_id and one.employee_id = s.employee_id and one.revision = s.revision offset 0) r
    )
    select p.label, s.employee_id, s.standing, s.revision, i.indicator, found.kind, own.rows, own.sum, own.squares, found.stretch, found.shift,
        found.mean, found.within_variance, found.between_variance, found.reliability, found.rows_needed, found.reason, found.reason_zh
    from seen s
        join merit.appraisal_period p on p.period_id = s.period_id
        cross join lateral (
            select one.indicator, one.denominator from merit.indicator_score one
            where one.period_id = s.period_id and one.employee_id = s.employee_id and one.revision = s.revision and one.kind = 'measured'
                and one.state = 'scored' and one.appeal_id is null offset 0) i
        cross join lateral (
            select exists (
                select from telling t
                where t.period_id = s.period_id and t.template_code = s.template_code and t.indicator = i.indicator) as scatter) hides
        left join merit.reliability found
            on found.run_id = s.run_id and found.template_code = s.template_code and found.indicator = i.indicator and not hides.scatter
        left join lateral (
            select one.rows, one.sum, one.squares from merit.row_sum one
            where one.period_id = s.period_id and one.employee_id = s.employee_id and one.indicator = i.indicator
                and one.revision <= s.revision
            order by one.revision desc
            limit 1) own on own.rows = i.denominator and not hides.scatter
    order by p.starts_on, p.label, s.employee_id, i.indicator
$$;
comment on function merit_api.value_surenesses is
    'What the rows behind measured values that you see hold together, and how everyone''s scatter; the latter not where it would tell about one to four others.';

do $$
declare
    shown record;
    described record;
begin
    for shown in
        select * from (values
            ('sureness', 'surenesses', 'merit.interview_sheet', 'merit.interview_sheet'),
            ('value_sureness', 'value_surenesses', 'merit.reliability', 'merit.row_sum')
        ) s (view_name, function_name, table_name, other_name)
    loop
        execute format('create view merit_api.%I with (security_barrier) as select * from merit_api.%I()', shown.view_name, shown.function_name);
        execute format('comment on view merit_api.%I is %L', shown.view_name,
            obj_description(('merit_api.' || shown.function_name)::regproc, 'pg_proc'));
        for described in
            select v.attname as name, coalesce(
                case v.attname
                    when 'period' then 'Label of the period.'
                    when 'employee_id' then 'The person.'
                    when 'standing' then 'As whom you see it: person, supervisor, hr, auditor.'
                    when 'revision' then 'Revision of the result.'
                    when 'total' then 'The total.'
                    when 'grade' then 'The grade.'
                    when 'rows' then 'How many rows the person''s value rests on.'
                    when 'rank_best' then 'The best rank in the department that the total does not exclude; for the person where it has five totals or more.'
                end,
                col_description(t.attrelid, t.attnum), col_description(o.attrelid, o.attnum)) as comment
            from pg_attribute v
                left join pg_attribute t on t.attrelid = shown.table_name::regclass and t.attname = v.attname
                left join pg_attribute o on o.attrelid = shown.other_name::regclass and o.attname = v.attname
            where v.attrelid = ('merit_api.' || shown.view_name)::regclass and v.attnum > 0
        loop
            execute format('comment on column merit_api.%I.%I is %L', shown.view_name, described.name, described.comment);
        end loop;
        execute format('grant select on merit_api.%I to merit_person', shown.view_name);
        execute format('grant execute on function merit_api.%I to merit_person', shown.function_name);
    end loop;
end
$$;
