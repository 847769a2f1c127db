-- Evaluations of period $1 that do not count, and why; $2 of them, or all.
select e.employee_id, e.source, e.indicator, e.problem, count(*) over () as all_of_them
from merit_api.evaluations($1) e
where e.problem is not null and e.standing in ('hr', 'auditor')
order by e.employee_id collate "C", e.source, e.indicator
limit $2::bigint
