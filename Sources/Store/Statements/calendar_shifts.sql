-- The shifts of all calendars in use that begin from day $1 to day $2; of those without a zone in zone $3.
select used.calendar, shift.day, shift.opens, shift.closes
from (select distinct calendar from merit.work_calendar_use where calendar is not null) used
    cross join lateral merit.work_shifts(used.calendar, $1, $2, $3) shift
where shift.opens is not null
order by used.calendar, shift.opens
