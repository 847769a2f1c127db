-- What calendar $1 means on the days from $2 to $3, a line for each shift, in the calendar's own zone or zone $4.
select shift.day::text, to_char(shift.day, 'Dy') as weekday, shift.kind,
    to_char(shift.opens at time zone zone.name, 'HH24:MI') as opens,
    to_char(shift.closes at time zone zone.name, case when (shift.closes at time zone zone.name)::date > shift.day then 'HH24:MI "(next day)"'
        else 'HH24:MI' end) as closes,
    shift.title
from merit.work_calendar c
    cross join lateral (select coalesce(c.time_zone, $4) as name) zone
    cross join lateral merit.work_shifts(c.calendar, $2, $3, $4) shift
where c.calendar = $1
order by shift.day, shift.opens
