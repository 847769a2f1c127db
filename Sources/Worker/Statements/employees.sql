-- Assignments that touch the period, in the byte order of the ids. Where the source lacks an optional column, its name is replaced by null.
select employee.employee_id::text, employee.name::text, employee.post::text, employee.department::text,
    employee.supervisor_id::text, employee.employed_from::date, employee.employed_to::date
from merit_source.employee
where employee.employee_id is not null
    and (employee.employed_from::date is null or employee.employed_from::date < $2)
    and (employee.employed_to::date is null or employee.employed_to::date >= $1)
order by convert_to(employee.employee_id::text, 'UTF8')
