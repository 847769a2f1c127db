select employee_id, {columns}, rank_in_department
from merit.current_result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
