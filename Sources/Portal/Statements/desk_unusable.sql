-- Evaluations of period $1 that do not count, and why.
select employee_id, source, indicator, problem
from merit_api.evaluations($1)
where problem is not null and standing in ('hr', 'auditor')
order by employee_id collate "C", source, indicator
limit 100
