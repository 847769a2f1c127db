-- The newest results of period $1, of people $2 or of everyone, in the byte order of the ids; without the rank, which looks at everyone.
select distinct on (convert_to(employee_id, 'UTF8')) employee_id, {columns}
from merit.result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
order by convert_to(employee_id, 'UTF8'), revision desc
