select d.period, d.state
from merit_api.deliveries(null, $1) d
    join merit_api.periods() p on p.period = d.period
where d.is_newest
order by p.starts_on desc, d.period
