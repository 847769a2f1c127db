update merit.appraisal_period set status = 'closed' where label = $1
