-- Whether the two newest scored periods say the same: all that was found of people and of their indicators, each as one number.
with newest as (
    select period_id from merit.appraisal_period where status = 'scored' order by scored_at desc limit 2
)
select count(distinct results) = 1 and count(distinct scores) = 1 and count(*) = 2
from newest
    cross join lateral (
        select sum(hashtextextended(
            (employee_id, department, post, status, total, grade, coefficient, coverage, nps, nps_margin, nps_responses,
                satisfaction, satisfaction_responses)::text, 0))
        from merit.result r where r.period_id = newest.period_id) r (results)
    cross join lateral (
        select sum(hashtextextended(
            (employee_id, dimension, indicator, state, value, numerator, denominator, sample, points, max_points)::text, 0))
        from merit.indicator_score s where s.period_id = newest.period_id) s (scores)
