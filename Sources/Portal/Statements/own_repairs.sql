-- The reader's newest reports of repairs.
select ticket_id, visits::text, fixed_first_visit, trim_scale(parts_wait_hours)::text, remote, note, photos,
    to_char(submitted_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')
from merit_api.repair_reports()
