update merit.appraisal_period
set revision = $2, scored_at = clock_timestamp(), take_newest = false
where period_id = $1
