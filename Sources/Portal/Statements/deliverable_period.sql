select p.status
from merit_api.periods() p, merit_api.whoami() w
where p.period = $1 and exists (select from unnest(w.duties) d where d = 'hr' or starts_with(d, 'hr:'))
