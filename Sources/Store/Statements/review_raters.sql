-- What each supervisor gave for each indicator of each template version, over the results from day $1 to day $2. Of who gave the same
-- to all: how many of the others' points are the same.
with given as materialized (
    select r.template_code, r.template_version, e.indicator, coalesce(e.rater_id, r.supervisor_id) as rater_id, r.employee_id, e.points
    from merit.results_between($1, $2) r
        join merit.evaluation e using (period_id, employee_id)
    where e.source = 'supervisor' and e.indicator is not null and e.problem is null and e.points is not null
        and coalesce(e.rater_id, r.supervisor_id) is not null
),
tally as materialized (
    select template_code, template_version, indicator, points, count(*) as times from given group by 1, 2, 3, 4
),
rater as (
    select template_code, template_version, indicator, rater_id, count(distinct employee_id) as people, count(*) as ratings,
        sum(points) as points, sum(points * points) as squares, min(points) as least, max(points) as most
    from given
    group by 1, 2, 3, 4
)
select template_code, template_version, indicator, rater_id, people::bigint, ratings::bigint, points, squares,
    case when least = most then
        (select t.times from tally t
            where (t.template_code, t.template_version, t.indicator, t.points) = (r.template_code, r.template_version, r.indicator, r.least))
            - ratings
        else 0 end::bigint as alike
from rater r
order by template_code, template_version, indicator, rater_id
