-- Renews the leases that are still held, and returns the jobs that must stop, with the reason. A row that is locked is being
-- completed by its own transaction: it needs no renewal.
with seen as (
    update merit.worker set seen_at = clock_timestamp() where worker_id = $1
), mine as (
    select * from unnest($2::bigint[], $3::bigint[]) held (job_id, lease_token)
), held as (
    select job_id
    from merit.job join mine using (job_id, lease_token)
    where state = 'running' and lease_expires_at is not null
    for no key update of job skip locked
), renewed as (
    update merit.job
    set lease_expires_at = clock_timestamp() + make_interval(secs => merit.setting_value('lease_seconds'))
    where job_id in (select job_id from held)
)
select job_id,
    case when state = 'running' and job.lease_token = mine.lease_token then 'overtime' else 'lost' end as reason
from merit.job join mine using (job_id)
where state <> 'running' or job.lease_token <> mine.lease_token
    or started_at + make_interval(secs => merit.setting_value('job_seconds')) < clock_timestamp()
