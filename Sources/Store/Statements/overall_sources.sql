select distinct source
from merit.evaluation
where period_id = $1 and employee_id = $2 and indicator is null and problem is null and points is not null
