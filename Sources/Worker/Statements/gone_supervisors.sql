-- Supervisors whom the source does not have as employed today, nor behind day $1: they can see to nothing. Where the source lacks an
-- optional column, this is not asked.
select employee.employee_id::text
from merit_source.employee
where employee.employee_id::text in (select person.supervisor_id::text from merit_source.employee person)
group by 1
having coalesce(bool_and(employee.employed_to::date <= greatest($1, current_date - 1)), false) and count(*) = count(employee.employed_to)
