-- Says which session does the work, so that a takeover can end it first.
update merit.job
set backend = (select row(pid, backend_start)::merit.backend from pg_stat_activity where pid = pg_backend_pid())
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
