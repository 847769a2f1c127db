-- The totals of the department that the newest result of person $2 in period $1 is in, with their errors; of those whose error is not known 0.
select n.employee_id = $2 as is_own, n.total, coalesce(c.total_error, 0) as total_error
from merit.newest_result own
    join merit.newest_result n on n.period_id = own.period_id and n.department is not distinct from own.department
    left join merit.confidence c on c.period_id = n.period_id and c.employee_id = n.employee_id and c.revision = n.revision
where own.period_id = $1 and own.employee_id = $2 and n.total is not null
