-- What was proposed after period $1, of person $2 or of everyone.
select employee_id, outcome_id, standing, kind, title, title_zh, status, decision
from merit_api.outcomes($1, $2)
order by employee_id collate "C", outcome_id
