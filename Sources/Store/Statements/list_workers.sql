select worker_id, host, process_id, version, alive, started_at::text, seen_at::text, doing, busy_since::text
from merit.worker
order by worker_id
