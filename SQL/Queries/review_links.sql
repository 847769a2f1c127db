-- For each indicator of each template version, over the people with results from day $1 to day $2 who have both: sums over the doubled
-- mean ranks of their mean points and of their NPS.
with result as materialized (
    select * from merit.results_between($1, $2)
),
voice as materialized (
    select employee_id, merit.quotient(100 * (sum(nps_promoters) - sum(nps_detractors)), sum(nps_responses), 2) as nps
    from result
    group by employee_id
    having sum(nps_responses) > 0
),
standing as (
    select r.template_code, r.template_version, s.indicator, r.employee_id, merit.quotient(sum(s.points), count(s.points), 6) as points
    from result r
        join merit.indicator_score s using (period_id, employee_id, revision)
    where s.points is not null
    group by 1, 2, 3, 4
),
ranked as (
    select template_code, template_version, indicator,
        2 * rank() over (indicator_by_points) + count(*) over (indicator_and_points) - 1 as x,
        2 * rank() over (indicator_by_nps) + count(*) over (indicator_and_nps) - 1 as y
    from standing
        join voice using (employee_id)
    window indicator_by_points as (partition by template_code, template_version, indicator order by points),
        indicator_and_points as (partition by template_code, template_version, indicator, points),
        indicator_by_nps as (partition by template_code, template_version, indicator order by nps),
        indicator_and_nps as (partition by template_code, template_version, indicator, nps)
)
select template_code, template_version, indicator, count(*)::bigint as people, sum(x)::numeric as x, sum(x * x)::numeric as xx,
    sum(y)::numeric as y, sum(y * y)::numeric as yy, sum(x * y)::numeric as xy
from ranked
group by template_code, template_version, indicator
