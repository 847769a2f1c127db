-- Batches of payroll that the viewer may see, of period $1 or of all; in the columns of payroll_batches.sql.
select batch_id, period, is_delta, made_by, to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made_at,
    extract(epoch from made_at)::bigint as made_at_seconds, rows, left_out, checksum
from merit_api.payroll_batches($1)
order by batch_id
