-- The totals of person $2 in period $1 and up to 23 before it in a row, the oldest first; a period without one is passed over.
with recursive past as (
    select $1::bigint as period_id, 1 as step
    union all
    select merit.previous_period(past.period_id), step + 1 from past where step < 24 and past.period_id is not null
)
select p.label, n.total
from past
    join merit.appraisal_period p using (period_id)
    join merit.newest_result n on n.period_id = past.period_id and n.employee_id = $2
where n.total is not null
order by past.step desc
