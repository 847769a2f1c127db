-- The session of a cancelled attempt is free for other work again.
update merit.job set backend = null
where job_id = $1 and state = 'cancelled' and lease_token = $2
