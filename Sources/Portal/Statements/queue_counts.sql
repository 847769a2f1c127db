-- Jobs by kind and state, and why a kind is paused.
select kind, state, jobs, to_char(oldest at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as oldest, paused
from merit_api.job_counts()
