-- What person $1 is called, and the newest period in which the reader sees a result of theirs.
select r.name, r.period
from merit_api.results(null, $1) r join merit_api.periods() p on p.period = r.period
where r.employee_id = $1
order by p.ends_on desc
limit 1
