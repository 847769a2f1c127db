select evaluation_id, xmin::text::bigint as row_version, employee_id, source, rater_id, indicator, points, problem
from merit.evaluation
where period_id = $1
order by employee_id, evaluation_id
