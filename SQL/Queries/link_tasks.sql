-- Has each task of period $1, of people $2 or of everyone, point at the task of the period before that was missed, and count.
with before as materialized (select merit.previous_period($1) as period_id),
missed as (select t.* from before join merit.improvement_task t using (period_id) where t.status = 'missed')
update merit.improvement_task t
set previous_task_id = missed.task_id, times_missed = coalesce(missed.times_missed + 1, 0)
from merit.improvement_task goes_on
    left join missed using (employee_id, indicator)
where t.task_id = goes_on.task_id and t.period_id = $1 and ($2::text[] is null or t.employee_id = any ($2))
    and (t.previous_task_id, t.times_missed) is distinct from (missed.task_id, coalesce(missed.times_missed + 1, 0))
