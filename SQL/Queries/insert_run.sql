insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at,
    people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
returning run_id
