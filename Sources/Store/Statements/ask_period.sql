update merit.appraisal_period
set status = 'pending', score_after = least(score_after, clock_timestamp()), take_newest = take_newest or $2,
    status_reason = coalesce($3, status_reason)
where label = $1
