-- The indicator scores of revision $3 of the result of person $2 in period $1.
select {columns}
from merit.indicator_score
where period_id = $1 and employee_id = $2 and revision = $3
