-- Has each task of period $1, of people $2 or of everyone, point at the task of the period before that was missed, and count.
-- The one before is looked up for each task (offset 0): of rows that this transaction wrote the planner knows no numbers.
with before as materialized (select merit.previous_period($1) as period_id),
link as materialized (
    select goes_on.task_id, missed.task_id as previous_task_id, coalesce(missed.times_missed + 1, 0) as times_missed
    from merit.improvement_task goes_on
        left join lateral (
            select t.task_id, t.times_missed from merit.improvement_task t
            where t.period_id = (select period_id from before) and t.employee_id = goes_on.employee_id
                and t.indicator = goes_on.indicator and t.status = 'missed'
            offset 0
        ) missed on true
    where goes_on.period_id = $1 and ($2::text[] is null or goes_on.employee_id = any ($2))
        and (goes_on.previous_task_id, goes_on.times_missed) is distinct from
            (missed.task_id, coalesce(missed.times_missed + 1, 0))
)
update merit.improvement_task t
set previous_task_id = link.previous_task_id, times_missed = link.times_missed
from link
where t.task_id = link.task_id
