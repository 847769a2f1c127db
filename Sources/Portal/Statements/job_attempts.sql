-- The attempts at job $1, the newest first. Times are UTC.
select worker, to_char(began_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as began_at,
    to_char(ended_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as ended_at, became, error
from merit_api.job_attempts($1)
