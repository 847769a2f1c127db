-- Who owes what of period $1, $2 of them, or all; days in its own time zone.
select o.person, o.what, o.open::text, o.overdue::text, to_char(o.due at time zone p.time_zone, 'YYYY-MM-DD HH24:MI') as due,
    count(*) over () as all_of_them
from merit_api.owed_of($1) o, merit_api.periods() p
where p.period = $1
order by o.overdue desc, o.person collate "C", o.what
limit $2::bigint
