update merit.job set progress = $3
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
