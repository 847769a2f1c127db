-- The workers, and what each does. Times are UTC.
select host, process_id, version, is_alive, to_char(seen_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS') as seen_at, doing
from merit_api.workers()
