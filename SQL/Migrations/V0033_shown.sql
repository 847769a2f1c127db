-- What is shown to everybody who is known, and a view for each function that shows something.

create or replace function merit_api.periods()
    returns table (period text, starts_on date, ends_on date, time_zone text, kind text, department text, status text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select label, starts_on, ends_on, time_zone, kind, department, status
    from merit.appraisal_period where merit.viewer() is not null
$$;
comment on function merit_api.periods is 'The periods that there are.';

-- Whoever sees some people of a group beside its figures sees what the rest has together. Where that is one to four people, or, of somebody
-- who sees nobody but themselves, one to three, nothing of the period is shown, because other rows would tell what one hides. Who sees
-- everyone learns nothing by it.
create function merit.telling_periods(asking text) returns setof text
    language plpgsql stable set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
declare
    payroll constant text[] := (select array_agg(d) from merit.duty_of(asking, 'payroll') d);
begin
    if exists (
        select from merit.officer o
        where o.employee_id = asking and o.department is null and o.duty in ('hr', 'auditor', 'payroll')) then
        return;
    end if;
    return query
        with seen as materialized (
            select r.period_id, r.employee_id from merit.reach(asking, null, null) r
            union
            select n.period_id, n.employee_id from merit.newest_result n where n.department = any (payroll)
        ), known as materialized (
            select p.label as period, r.department, r.grade, r.coefficient
            from seen
                cross join lateral (
                    select n.revision from merit.newest_result n
                    where n.period_id = seen.period_id and n.employee_id = seen.employee_id and n.total is not null offset 0) newest
                cross join lateral (
                    select one.department, one.grade, one.coefficient from merit.result one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = newest.revision
                    offset 0) r
                join merit.appraisal_period p on p.period_id = seen.period_id
        ), department as materialized (
            select d.period, d.department, d.scored from merit.department_trend d
        ), grade as materialized (
            select g.period, g.grade, g.coefficient, g.people from merit.grade_count g
        ), of_department as materialized (
            select k.period, k.department, count(*) as people from known k group by k.period, k.department
        ), of_grade as materialized (
            select k.period, k.grade, k.coefficient, count(*) as people from known k group by k.period, k.grade, k.coefficient
        )
        select d.period
        from department d
            cross join lateral (
                select coalesce(sum(k.people), 0) as people from of_department k
                where k.period = d.period and (k.department is not distinct from d.department or d.department = 'other' and not exists (
                    select from department named where named.period = k.period and named.department is not distinct from k.department))) own
        where d.scored - own.people between 1 and case when own.people > 1 then 4 else 3 end
        union
        select g.period
        from grade g
            cross join lateral (
                select coalesce(sum(k.people), 0) as people from of_grade k
                where k.period = g.period and (k.grade = g.grade and k.coefficient = g.coefficient or g.grade = 'other' and not exists (
                    select from grade named
                    where named.period = k.period and named.grade = k.grade and named.coefficient = k.coefficient))) own
        where g.people - own.people between 1 and case when own.people > 1 then 4 else 3 end;
end
$$;
comment on function merit.telling_periods is
    'Periods whose figures of groups, beside what somebody may see, would tell about one to four people.';

create or replace function merit_api.grade_counts()
    returns table (period text, starts_on date, ends_on date, grade text, coefficient numeric, people bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select period, starts_on, ends_on, grade, coefficient, people
    from merit.grade_count
    where merit.viewer() is not null and period not in (select merit.telling_periods(merit.viewer()))
$$;
comment on function merit_api.grade_counts is 'How many people of a period have which grade, in groups of five or more.';

create or replace function merit_api.department_trends()
    returns table (
        period text, starts_on date, ends_on date, department text, people bigint, scored bigint, mean_total numeric,
        mean_coefficient numeric, mean_nps numeric)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    -- How many have an NPS is not told; whoever sees that of others could work out that of the rest.
    select period, starts_on, ends_on, department, people, scored, mean_total, mean_coefficient,
        case when merit.sees_everyone(merit.viewer()) or period not in (
            select p.label from merit.reach(merit.viewer(), null, null) r join merit.appraisal_period p on p.period_id = r.period_id
            where r.employee_id <> merit.viewer()) then mean_nps end
    from merit.department_trend
    where merit.viewer() is not null and period not in (select merit.telling_periods(merit.viewer()))
$$;
comment on function merit_api.department_trends is 'Means of departments of five people or more.';

create or replace function merit_api.whoami() returns table (employee_id text, duties text[])
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select merit.viewer(), coalesce((
        select array_agg(concat_ws(': ', o.duty, o.department) order by o.duty, o.department nulls first)
        from merit.officer o where o.employee_id = merit.viewer()), '{}')
$$;
comment on function merit_api.whoami is 'Who you are here, and what duties you have.';

do $$
declare
    shown record;
    described record;
begin
    for shown in
        select * from (values
            ('result', 'results', 'merit.result'), ('indicator_score', 'indicator_scores', 'merit.indicator_score'),
            ('evaluation', 'evaluations', 'merit.evaluation'), ('task', 'tasks', 'merit.improvement_task'),
            ('interview', 'interviews', 'merit.interview'), ('outcome', 'outcomes', 'merit.outcome'),
            ('appeal', 'appeals', 'merit.appeal'), ('delivery', 'deliveries', 'merit.delivery_state'), ('pay', 'pays', 'merit.result'),
            ('period', 'periods', 'merit.appraisal_period'), ('grade_count', 'grade_counts', 'merit.grade_count'),
            ('department_trend', 'department_trends', 'merit.department_trend'), ('me', 'whoami', 'merit.officer')
        ) s (view_name, function_name, table_name)
    loop
        execute format('create or replace view merit_api.%I with (security_barrier) as select * from merit_api.%I()',
            shown.view_name, shown.function_name);
        execute format('comment on view merit_api.%I is %L', shown.view_name,
            obj_description(('merit_api.' || shown.function_name)::regproc, 'pg_proc'));
        for described in
            select v.attname as name, coalesce(
                case v.attname
                    when 'period' then 'Label of the period.'
                    when 'starts_on' then 'Its first day.'
                    when 'ends_on' then 'Its last day.'
                    when 'standing' then 'As whom you see it: person, supervisor, hr, payroll, auditor.'
                    when 'rank_in_department' then 'Rank by total within the department; for the person where it has five totals or more.'
                    when 'confirmation' then 'How the delivery stands, as merit_api.delivery says; null: not delivered.'
                    when 'has_open_appeal' then 'Whether an appeal is open.'
                    when 'duties' then 'Duties, each with the department that it is towards.'
                end,
                col_description(t.attrelid, t.attnum)) as comment
            from pg_attribute v
                left join pg_attribute t on t.attrelid = shown.table_name::regclass and t.attname = v.attname
            where v.attrelid = ('merit_api.' || shown.view_name)::regclass and v.attnum > 0
        loop
            execute format('comment on column merit_api.%I.%I is %L', shown.view_name, described.name, described.comment);
        end loop;
        execute format('grant select on merit_api.%I to merit_person', shown.view_name);
        execute format('grant execute on function merit_api.%I to merit_person', shown.function_name);
    end loop;
end
$$;
