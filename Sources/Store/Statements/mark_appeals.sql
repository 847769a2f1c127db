update merit.appeal
set problem = nullif(found.problem, '')
from unnest($1::bigint[], $2::text[]) found (appeal_id, problem)
where appeal.appeal_id = found.appeal_id
