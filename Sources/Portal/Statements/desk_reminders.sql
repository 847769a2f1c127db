-- Who is to be reminded of what in period $1, person by person, and who reminded them the last time; days in its own time zone.
select o.person, o.what, o.open::text, o.overdue::text, to_char(o.due at time zone p.time_zone, 'YYYY-MM-DD HH24:MI'), o.reminded_on::text,
    o.reminded_by
from merit_api.owed_of($1) o, merit_api.periods() p
where p.period = $1
order by o.person collate "C", o.due, o.what
