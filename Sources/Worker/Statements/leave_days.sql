-- Days of leave in the byte order of the ids.
select employee_id::text, day::date
from merit_source.attendance
where employee_id is not null and kind::text = 'leave' and day::date >= $1 and day::date < $2
group by employee_id::text, day::date
order by convert_to(employee_id::text, 'UTF8')
