update merit.appraisal_period set status = 'scored', status_reason = $2 where label = $1 and status = 'closed'
