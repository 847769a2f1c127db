-- For each indicator of each template version, over the people with results from day $1 to day $2 who have both: sums over the doubled
-- mean ranks of their mean points and of their NPS. The NPS is carried along by windows: a join of what has no statistics may be planned
-- as a loop.
with result as materialized (
    select r.period_id, r.employee_id, r.revision, r.template_code, r.template_version,
        merit.quotient(100 * (sum(r.nps_promoters) over person - sum(r.nps_detractors) over person), sum(r.nps_responses) over person, 2) as nps
    from merit.results_between($1, $2) r
    window person as (partition by r.employee_id)
),
standing as (
    select r.template_code, r.template_version, s.indicator, r.employee_id, r.nps, merit.quotient(sum(s.points), count(s.points), 6) as points
    from result r
        join merit.indicator_score s using (period_id, employee_id, revision)
    where s.points is not null and r.nps is not null
    group by 1, 2, 3, 4, 5
),
ranked as (
    select template_code, template_version, indicator,
        2 * rank() over (indicator_by_points) + count(*) over (indicator_and_points) - 1 as x,
        2 * rank() over (indicator_by_nps) + count(*) over (indicator_and_nps) - 1 as y
    from standing
    window indicator_by_points as (partition by template_code, template_version, indicator order by points),
        indicator_and_points as (partition by template_code, template_version, indicator, points),
        indicator_by_nps as (partition by template_code, template_version, indicator order by nps),
        indicator_and_nps as (partition by template_code, template_version, indicator, nps)
)
select template_code, template_version, indicator, count(*)::bigint as people, sum(x)::numeric as x, sum(x * x)::numeric as xx,
    sum(y)::numeric as y, sum(y * y)::numeric as yy, sum(x * y)::numeric as xy
from ranked
group by template_code, template_version, indicator
