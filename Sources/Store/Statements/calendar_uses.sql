-- Whose calendar is which; the first for all counts from the beginning of time.
select scope, name, case when isfinite(valid_from) then valid_from end as valid_from, calendar
from merit.work_calendar_use
order by scope, name, work_calendar_use.valid_from
