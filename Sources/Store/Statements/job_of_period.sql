-- The newest scoring of the period with the label $1.
select job_id
from merit.job join merit.appraisal_period on period_id = subject_id
where job.kind = 'score_period' and label = $1
order by job_id desc limit 1
