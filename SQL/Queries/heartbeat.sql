-- Renews the leases that are still held, and returns the jobs that must stop, with the reason. A row that is locked is being
-- completed by its own transaction: it needs no renewal. $4: whether the worker has waited for an answer on the attempt's session
-- for too long, and heard nothing; if the server waits for the worker there, or has ended the session, then what
-- they say does not reach each other any more.
with seen as (
    update merit.worker_session set seen_at = clock_timestamp() where worker_id = $1
), mine as (
    select * from unnest($2::bigint[], $3::bigint[], $4::boolean[]) held (job_id, lease_token, hears_nothing)
), held as (
    select job_id
    from merit.job join mine using (job_id, lease_token)
    where state = 'running' and lease_expires_at is not null
    for no key update of job skip locked
), renewed as (
    update merit.job
    set lease_expires_at = clock_timestamp() + make_interval(secs => merit.setting_value('lease_seconds'))
    where job_id in (select job_id from held)
), found as (
    select job_id,
        case
            when state = 'cancelled' and job.lease_token = mine.lease_token then 'cancelled'
            when (state = 'running' and job.lease_token = mine.lease_token) is not true then 'lost'
            when started_at + make_interval(secs => merit.setting_value('job_seconds')) < clock_timestamp() then 'overtime'
            when hears_nothing and (backend).pid is not null and not exists (
                select from pg_stat_activity a
                where a.pid = (backend).pid
                    and (a.wait_event_type is distinct from 'Client' or a.state_change > clock_timestamp() - interval '1 second')
            ) then 'silent'
        end as reason
    from mine left join merit.job using (job_id)
)
select job_id, reason from found where reason is not null
