-- Answers reading $1; nothing comes back where it is answered, or was deleted.
update merit.row_reading
set answered_at = clock_timestamp(), problem = $2, relation = $3, operands = $4, total = $5, has_changed = $6, people = $7
where reading_id = $1 and answered_at is null
returning reading_id
