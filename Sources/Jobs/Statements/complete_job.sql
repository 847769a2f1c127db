update merit.job
set state = 'completed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null, progress = null,
    last_error = null
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
