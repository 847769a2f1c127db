select source, rater_id, indicator, comment
from merit.evaluation
where period_id = $1 and employee_id = $2 and btrim(comment) <> ''
order by source, indicator nulls first, submitted_at, evaluation_id
