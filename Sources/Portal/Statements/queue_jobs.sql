-- What waits and runs, and the newest of what is over; job $1 alone where one is given. Times are UTC.
select job_id, kind, subject, state, attempt, max_attempts, retries, deaths,
    to_char(created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as created_at,
    to_char(started_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as started_at,
    to_char(finished_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as finished_at,
    to_char(run_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as run_at, worker, done, last_error, asked_by
from merit_api.jobs($1)
