-- The assignments of one person ($1), the earliest first. Where the source lacks an optional column, its name is replaced by null.
select employee.department::text, employee.employed_from::date, employee.employed_to::date
from merit_source.employee
where employee.employee_id::text collate "C" = $1
order by 2 nulls first, 3 nulls last
