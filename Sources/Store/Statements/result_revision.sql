-- Revision $3 of the result of person $2 in period $1.
select employee_id, {columns}
from merit.result
where period_id = $1 and employee_id = $2 and revision = $3
