select duty_name, job_id, worker_id, state, note
from merit.perform_duty($1::integer) performed left join lateral unnest(performed.notes) told on true
where duty_name is not null
