-- Ends the session of an attempt that lost it, if it is the one that is recorded.
select merit.end_backend(backend)
from merit.job
where job_id = $1 and state = 'running' and lease_token = $2
