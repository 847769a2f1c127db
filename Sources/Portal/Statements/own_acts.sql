select o.what, o.about, o.period, o.number, to_char(o.due at time zone coalesce(p.time_zone, 'UTC'), 'YYYY-MM-DD HH24:MI') as due, o.is_overdue
from merit_api.owes() o
    left join merit_api.periods() p on p.period = o.period
limit 500
