-- Improvement tasks out of period $1, of person $2 or of everyone.
select employee_id, task_id, standing, indicator, value, target, points_now, points_at_target, total_gain, tickets, due_on::text, training, proposal, advice,
    note, status, times_missed
from merit_api.tasks($1, $2)
order by employee_id collate "C", priority, task_id
