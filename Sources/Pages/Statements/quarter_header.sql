-- The newest reviewed quarter that had begun by day $1; times in the time zone $2.
select quarter, ends_on, to_char(reviewed_at at time zone $2, 'YYYY-MM-DD') as reviewed_on, periods, results, people
from merit_api.quarter_findings()
where quarter <= $1
order by quarter desc
limit 1
