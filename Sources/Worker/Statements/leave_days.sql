-- Days of leave in the byte order of the ids, and what part of each: what says no number from 0 to 1 is the whole day.
select employee_id::text, day::date,
    least(sum(case when attendance.portion::numeric between 0 and 1 then attendance.portion::numeric else 1 end), 1) as portion
from merit_source.attendance
where employee_id is not null and kind::text = 'leave' and day::date >= $1 and day::date < $2
group by employee_id::text, day::date
order by convert_to(employee_id::text, 'UTF8')
