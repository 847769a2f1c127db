-- $1: only this state; null: those that wait or run, after the newest $2 that are over. $3: only this job.
select j.job_id, j.kind,
    coalesce(
        p.label, t.code || '@' || t.version,
        to_char(r.quarter - make_interval(months => merit.first_quarter_month() - 1), 'YYYY-"Q"Q'),
        j.subject_id::text) as subject, j.state, j.attempt,
    j.max_attempts, j.retries, j.deaths, j.run_at::text, j.created_at::text, j.started_at::text, j.finished_at::text, j.worker_id,
    w.host, j.progress::text, j.last_error
from merit.job j
    left join merit.appraisal_period p on j.kind like '%\_period' and p.period_id = j.subject_id
    left join merit.template t on j.kind like '%\_template' and t.template_id = j.subject_id
    left join merit.quarter_review r on j.kind like '%\_quarter' and r.review_id = j.subject_id
    left join merit.worker w on j.state = 'running' and w.worker_id = j.worker_id
where case
    when $3::bigint is not null then j.job_id = $3
    when $1::text is null then j.state in ('available', 'running')
        or j.job_id in (select job_id from merit.job where finished_at is not null order by job_id desc limit $2)
    else j.job_id in (select job_id from merit.job where state = $1 order by job_id desc limit $2)
end
order by j.finished_at nulls last, j.state = 'available', j.priority, j.run_at, j.job_id
