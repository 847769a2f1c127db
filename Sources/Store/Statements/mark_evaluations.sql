-- Marks what was found, unless the evaluation was changed since it was read.
update merit.evaluation
set problem = nullif(found.problem, '')
from unnest($1::bigint[], $2::bigint[], $3::text[]) found (evaluation_id, row_version, problem)
where evaluation.evaluation_id = found.evaluation_id and evaluation.xmin::text::bigint = found.row_version
