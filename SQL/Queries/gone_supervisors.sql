-- Supervisors whom the source has employed no longer than until day $1. Where the source lacks an optional column, this is not asked.
select employee.employee_id::text
from merit_source.employee
where employee.employee_id::text in (select person.supervisor_id::text from merit_source.employee person)
group by 1
having coalesce(bool_and(employee.employed_to::date <= $1), false) and count(*) = count(employee.employed_to)
