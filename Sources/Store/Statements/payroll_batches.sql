-- Batches of payroll, of period $1 or of all.
select batch_id, p.label as period, is_delta, made_by, to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as made_at,
    extract(epoch from made_at)::bigint as made_at_seconds, rows, left_out, checksum
from merit.payroll_batch join merit.appraisal_period p using (period_id)
where $1::text is null or p.label = $1
order by batch_id
