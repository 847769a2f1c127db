-- Periods that have results, the newest first, and whether the reader delivers those of people.
select p.period, p.status, exists (select from unnest(w.duties) d where d = 'hr' or starts_with(d, 'hr:'))
from merit_api.periods() p, merit_api.whoami() w
where p.status in ('scored', 'closed')
order by p.ends_on desc, p.period
