create or replace function merit_api.surenesses(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, total numeric, grade text, total_error numeric, total_low numeric,
        total_high numeric, grade_chance jsonb, measured_percent numeric, known_percent numeric, rank_best bigint, rank_worst bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        with telling as materialized (
            select * from merit.telling_scatters(viewer, chosen)
        ), seen as materialized (
            select s.period_id, s.employee_id, s.revision, s.standing, r.total, r.grade, r.department, c.total_error, c.total_low, c.total_high,
                c.grade_chance, c.measured_percent, c.known_percent,
                exists (select from telling t where t.period_id = s.period_id and t.template_code = r.template_code) as is_hidden
            from merit.reach(viewer, chosen, of_employee) s
                cross join lateral (
                    select * from merit.result one
                    where one.period_id = s.period_id and one.employee_id = s.employee_id and one.revision = s.revision offset 0) r
                left join lateral (
                    select * from merit.confidence one
                    where one.period_id = s.period_id and one.employee_id = s.employee_id and one.revision = s.revision offset 0) c on true
        ), compared as materialized (
            -- In a department of few a rank is a colleague's too; and an earlier revision has none.
            select s.period_id, s.employee_id, s.department, s.total, 3.8416 * s.total_error * s.total_error as square
            from seen s
            where s.total_error is not null and not s.is_hidden
                and exists (
                    select from merit.newest_result n
                    where n.period_id = s.period_id and n.employee_id = s.employee_id and n.revision = s.revision)
                and (s.standing <> 'person' or exists (
                    select from merit.department_figure f
                    where f.period_id = s.period_id and f.department is not distinct from s.department and not f.is_other))
        ), ranked as (
            select own.period_id, own.employee_id, told.best, told.worst
            from compared own
                -- By the department, whose index holds all that is asked of its people; null is one like any other.
                cross join lateral (
                    select 1 + count(*) filter (where other.total > own.total and other.is_apart) as best,
                        count(*) - count(*) filter (where other.total < own.total and other.is_apart) as worst
                    from (
                        select one.total, (one.total - own.total) * (one.total - own.total)
                                > 3.8416 * coalesce(one.total_error * one.total_error, 0) + own.square as is_apart
                        from merit.newest_result one
                        where one.period_id = own.period_id and one.department = own.department and one.total is not null
                        union all
                        select one.total, (one.total - own.total) * (one.total - own.total)
                                > 3.8416 * coalesce(one.total_error * one.total_error, 0) + own.square
                        from merit.newest_result one
                        where one.period_id = own.period_id and one.department is null and own.department is null and one.total is not null
                    ) other) told
        )
        select p.label, s.employee_id, s.standing, s.revision, s.total, s.grade,
            case when not s.is_hidden then s.total_error end, case when not s.is_hidden then s.total_low end,
            case when not s.is_hidden then s.total_high end, case when not s.is_hidden then s.grade_chance end, s.measured_percent,
            s.known_percent, ranked.best, ranked.worst
        from seen s
            join merit.appraisal_period p on p.period_id = s.period_id
            left join ranked on ranked.period_id = s.period_id and ranked.employee_id = s.employee_id
        order by p.starts_on, p.label, s.employee_id;
end
$$;
comment on function merit_api.surenesses is
    'How far chance could have moved the totals of results that you see; not where that, beside what you see, would tell about one to four others.';
grant execute on function merit_api.surenesses to merit_person;

create or replace function merit_api.value_surenesses(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, indicator text, kind text, rows bigint, sum numeric, squares numeric,
        stretch numeric, shift numeric, mean numeric, within_variance numeric, between_variance numeric, reliability numeric,
        rows_needed numeric, reason text, reason_zh text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
        with telling as materialized (
            select * from merit.telling_scatters(viewer, chosen)
        ), seen as materialized (
            select s.period_id, s.employee_id, s.revision, s.standing, r.template_code,
                (
                    select max(u.run_id) from merit.run u
                    where u.period_id = s.period_id and u.kind = 'full' and u.run_id <= r.run_id) as run_id
            from merit.reach(viewer, chosen, of_employee) s
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
            left join lateral (
                select * from merit.reliability one
                where one.run_id = s.run_id and one.template_code = s.template_code and one.indicator = i.indicator offset 0) found
                on not hides.scatter
            left join lateral (
                select one.rows, one.sum, one.squares from merit.row_sum one
                where one.period_id = s.period_id and one.employee_id = s.employee_id and one.indicator = i.indicator
                    and one.revision <= s.revision
                order by one.revision desc
                limit 1) own on own.rows = i.denominator and not hides.scatter
        order by p.starts_on, p.label, s.employee_id, i.indicator;
end
$$;
comment on function merit_api.value_surenesses is
    'What the rows behind measured values that you see hold together, and how everyone''s scatter; the latter not where it would tell about one to four others.';
grant execute on function merit_api.value_surenesses to merit_person;
