-- Who has a result in period $1, among people $2 or at all, in the byte order of the ids.
select employee_id
from merit.result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
group by employee_id
order by convert_to(employee_id, 'UTF8')
