-- Held before the job's row, so that a heartbeat never waits for what HR holds.
select revision from merit.appraisal_period where period_id = $1 for no key update
