-- Calendars, and whose each is.
select c.calendar, c.title, coalesce(c.time_zone, 'the period''s') as time_zone, c.days_of,
    (select count(*) from merit.special_day d where d.calendar = c.calendar) as special_days,
    (select string_agg(concat_ws(' ', u.scope, nullif(u.name, ''), 'from ' || nullif(u.valid_from, '-infinity')), ', '
            order by u.scope, u.name, u.valid_from)
        from merit.work_calendar_use u where u.calendar = c.calendar) as used_for
from merit.work_calendar c
order by c.calendar
