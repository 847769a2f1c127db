select distinct employee_id::text, day::date
from merit_source.attendance
where employee_id is not null and kind::text = 'leave' and day::date >= $1 and day::date < $2
