update merit.job
set state = 'failed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null, last_error = $3
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
