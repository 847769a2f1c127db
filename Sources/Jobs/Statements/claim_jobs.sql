select job_id, kind, subject_id, attempt, max_attempts, retries, lease_token, whole
from merit.claim($1::integer, $2::text[], $3::integer)
