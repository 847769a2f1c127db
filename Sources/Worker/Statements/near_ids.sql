-- Ids that are about as long as $1, so that one may be meant.
select distinct employee.employee_id::text collate "C"
from merit_source.employee
where abs(length(employee.employee_id::text) - length($1::text)) <= greatest(1, length($1::text) / 3)
limit 20000
