-- Proposals of period $1 that the reader may decide.
select outcome_id, employee_id, kind
from merit_api.outcomes($1)
where status = 'proposed' and standing = 'hr'
order by employee_id collate "C", outcome_id
limit 200
