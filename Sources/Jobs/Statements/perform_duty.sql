-- $2: whether to sweep, or to perform another duty.
select duty_name, job_id, worker_id, state, note, coalesce(blames_worker, false) as blames_worker
from merit.perform_due($1::integer, $2::boolean) performed left join lateral unnest(performed.notes) told on true
where duty_name is not null
