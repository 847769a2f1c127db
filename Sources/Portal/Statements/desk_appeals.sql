-- Appeals of period $1 that the reader may decide, what is due first first.
select appeal_id, employee_id, kind, due_on::text
from merit_api.appeals($1)
where status = 'open' and standing = 'hr'
order by due_on, appeal_id
limit 100
