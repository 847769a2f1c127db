-- What the queue and the periods look like from outside, as figures by family and up to two labels; families whose labels are
-- missing here stand at 0. $1: the kinds of jobs that are told apart. One pass over the jobs that are kept.
with kept as (
    select case when kind = any ($1::text[]) then kind else 'other' end as kind, state, count(*) as jobs,
        max(extract(epoch from clock_timestamp() - run_at)) filter (where state = 'available' and run_at <= clock_timestamp()) as due,
        count(*) filter (
            where state = 'failed' and not exists (
                select from merit.job newer
                where newer.kind = job.kind and newer.subject_id = job.subject_id and newer.job_id > job.job_id)) as unresolved
    from merit.job
    group by 1, 2
)
select 'jobs' as family, kind as label, state as second_label, jobs::float8 as value from kept
union all
select 'oldest_waiting_job_seconds', kind, null, due from kept where due is not null
union all
select 'unresolved_failures', kind, null, unresolved from kept where state = 'failed'
union all
select 'periods', status, null, count(*) from merit.appraisal_period group by status
union all
select 'period_waiting_seconds', null, null, extract(epoch from longest) from (
    -- One that had to be tried again has waited since it could have been scored. Before that it may have rested on purpose.
    select max(clock_timestamp() - case
            when retries = 0 and attempt <= (state = 'running')::integer then run_at else greatest(created_at, score_after)
        end) as longest
    from merit.job join merit.appraisal_period on period_id = subject_id
    where job.kind = 'score_period' and state in ('available', 'running')
) waiting
where longest > '0'
union all
select 'evaluations_with_problems', null, null, count(*)
from merit.evaluation join merit.appraisal_period using (period_id)
where evaluation.problem is not null and status <> 'closed'
union all
select 'data_findings', kind, null, count(*) from merit.newest_data_finding where period_status <> 'closed' group by kind
union all
select 'data_unmatched', null, null, count(*) from merit.newest_data_finding where period_status <> 'closed' and matches_nobody
union all
select 'workers_alive', null, null, count(*) from merit.worker where alive
union all
select 'paused_kinds', null, null, count(*) from merit.paused
union all
select 'duties_failing', null, null, count(*) from merit.duty where last_error is not null
union all
select 'acts_open', what, null, open from merit.owed_figure
union all
select 'acts_overdue', what, null, overdue from merit.owed_figure
union all
select 'chain_seals', null, null, coalesce(max(number), 0) from merit.seal
union all
-- As many digits as a figure holds; the whole hash is what merit verify --chain says.
(select 'chain_head', null, null, ('x' || substr(encode(hash, 'hex'), 1, 12))::bit(48)::bigint from merit.seal order by number desc limit 1)
union all
select 'database_seconds', null, null, extract(epoch from clock_timestamp())
