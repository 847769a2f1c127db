-- What supervisors gave to whom, of people whom two or more of them rated for the same period, over the results from day $1 to day $2. A rater
-- who rated somebody several times counts with the mean.
with given as (
    select r.template_code, r.template_version, e.indicator, r.period_id, r.employee_id, coalesce(e.rater_id, r.supervisor_id) as rater_id,
        merit.quotient(sum(e.points), count(*), 6) as points
    from merit.results_between($1, $2) r
        join merit.evaluation e using (period_id, employee_id)
    where e.source = 'supervisor' and e.indicator is not null and e.problem is null and e.points is not null
        and coalesce(e.rater_id, r.supervisor_id) is not null
    group by 1, 2, 3, 4, 5, 6
),
counted as (
    select *, count(*) over (partition by template_code, template_version, indicator, period_id, employee_id) as raters from given
)
select template_code, template_version, indicator, period_id || ' ' || employee_id as about, rater_id, points
from counted
where raters > 1
