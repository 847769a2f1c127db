-- What the last period was in, the next one mostly is in too.
select time_zone
from merit.appraisal_period
where status <> 'cancelled'
order by period_id desc limit 1
