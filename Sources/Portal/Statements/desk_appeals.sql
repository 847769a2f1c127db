-- Appeals of period $1 that the reader may decide, what is due first first; $2 of them, or all.
select a.appeal_id, a.employee_id, a.kind, a.due_on::text as due_on, count(*) over () as all_of_them
from merit_api.appeals($1) a
where a.status = 'open' and a.standing = 'hr'
order by a.due_on, a.appeal_id
limit $2::bigint
