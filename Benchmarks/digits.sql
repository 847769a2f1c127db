-- What the two newest scored periods say, each as one number: equal where every figure is.
with newest as (
    select period_id from merit.appraisal_period where status = 'scored' order by scored_at desc limit 2
)
select count(distinct results) = 1 and count(distinct scores) = 1 and count(*) = 2
from newest
    cross join lateral (
        select sum(hashtextextended(
            concat_ws('|', employee_id, status, total, grade, coefficient, coverage, nps, nps_margin, nps_responses, satisfaction), 0))
        from merit.result r where r.period_id = newest.period_id) r (results)
    cross join lateral (
        select sum(hashtextextended(
            concat_ws('|', employee_id, indicator, state, value, numerator, denominator, sample, points), 0))
        from merit.indicator_score s where s.period_id = newest.period_id) s (scores)
