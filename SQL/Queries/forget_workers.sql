-- Forgets this worker, and those not heard of for a day.
delete from merit.worker
where worker_id = $1 or seen_at < clock_timestamp() - interval '1 day'
