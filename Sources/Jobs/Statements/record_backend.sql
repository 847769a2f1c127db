-- Says which session does the work, so that a takeover can end it first. Behind a pooler ($3 is not the session's process) it is
-- another's too, and stays unsaid.
update merit.job
set backend = (
    select row(pid, backend_start)::merit.backend from pg_stat_get_activity(pg_backend_pid()) where pid = $3)
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
