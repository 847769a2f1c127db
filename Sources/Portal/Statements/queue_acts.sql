-- What operators did to the queue, or to job $1, the newest first. Times are UTC.
select act, coalesce(kind, job_id::text), reason, made_by, to_char(made_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS')
from merit_api.queue_acts($1)
