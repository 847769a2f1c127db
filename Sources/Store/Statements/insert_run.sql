insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, people, scored,
    incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds, findings, started_at)
select $1, $2, $3, job_id, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, started_at
from merit.job
where job_id = $4
returning run_id
