-- statement active_benchmarks
select distinct on (indicator) benchmark_id, indicator, value, better = 'higher' as is_higher_better, industry
from merit.benchmark
where active
order by indicator, year desc, benchmark_id desc
-- statement active_targets
select target_id, measure, department, definition ->> 'from' as "from", definition ->> 'at' as at, definition ->> 'where' as "where",
    definition ->> 'value' as value
from merit.target
where active
order by target_id
-- statement ask_period
update merit.appraisal_period
set status = 'pending', score_after = least(score_after, clock_timestamp()), take_newest = take_newest or $2
where label = $1
-- statement checkup
-- What an operator should look at in the queue and in schema merit, each with what to do. 'fault': something does not work;
-- 'advice': it may soon, or could be better.
with alive as (
    select count(*) as workers, count(distinct version) as versions, string_agg(distinct version, ', ') as named
    from merit.worker where alive
), waiting as (
    select job_id, kind, subject_id, last_error, clock_timestamp() - run_at as due_for,
        exists (select from merit.paused where paused.kind in (job.kind, '*')) as is_paused
    from merit.job
    where state = 'available' and run_at < clock_timestamp() - interval '1 minute'
), failed as (
    select job_id, kind, subject_id, last_error
    from merit.job
    where state = 'failed' and not exists (
        select from merit.job newer
        where newer.kind = job.kind and newer.subject_id = job.subject_id and newer.job_id > job.job_id)
), granted as (
    -- What the worker's role may do, the role that asks must be able to do where it is to work.
    select c.oid, c.relname, a.privilege_type
    from pg_class c, aclexplode(c.relacl) a
    where c.relnamespace = 'merit'::regnamespace and c.relkind in ('r', 'v') and a.grantee = to_regrole('merit_worker')
), room as (
    -- Counted by database: of other roles' sessions pg_stat_activity does not say what they are.
    select current_setting('max_connections')::integer - current_setting('superuser_reserved_connections')::integer
        - coalesce(current_setting('reserved_connections', true)::integer, 0)
        - (select sum(numbackends) from pg_stat_database) as free
)
select 'rights' as area, 'fault' as kind,
    format('%s lacks %s rights that a worker needs, such as to %s merit.%s', current_user, count(*),
        lower(min(privilege_type)), min(relname)) as finding,
    'have workers connect as merit_worker; merit migrate, as merit_owner, gives it what it needs' as advice
from granted where not has_table_privilege(oid, privilege_type)
having count(*) > 0
union all
select 'queue', 'fault', 'no worker is alive', 'start one: merit worker'
from alive where workers = 0
union all
select 'queue', 'advice', format('workers of several versions are alive: %s', named), 'finish the rolling upgrade: docs/operations.md'
from alive where versions > 1
union all
select 'queue', 'advice', format('%s paused by %s at %s%s', case kind when '*' then 'all jobs are' else format('jobs of kind %s are', kind) end,
        paused_by, to_char(paused_at, 'YYYY-MM-DD HH24:MI TZ'), coalesce(': ' || nullif(reason, ''), '')),
    case kind when '*' then 'when that is over: merit jobs resume' else format('when that is over: merit jobs resume --kind %s', kind) end
from merit.paused
union all
(select 'queue', 'fault', format('job %s (%s %s) has been due for %s%s', job_id, waiting.kind, subject_id,
        date_trunc('second', due_for), coalesce('; the last try: ' || last_error, '')),
    case when is_paused then 'it is paused: merit jobs resume'
        when workers = 0 then 'start a worker: merit worker'
        else 'see whether workers are busy (merit jobs workers), or its subject is held (pg_stat_activity)' end
from waiting, alive order by due_for desc limit 10)
union all
(select 'queue', 'fault', format('job %s (%s %s) failed: %s', job_id, failed.kind, subject_id, last_error),
    format('mend that, then: merit jobs retry %s', job_id)
from failed order by job_id desc limit 10)
union all
select 'queue', 'fault', format('%s more jobs failed', count(*) - 10), 'merit jobs list --state failed'
from failed having count(*) > 10
union all
select 'queue', 'fault', format('job %s (%s %s) runs without a lease since %s', job_id, kind, subject_id,
        to_char(lease_expires_at, 'YYYY-MM-DD HH24:MI:SS TZ')),
    'no worker sweeps: see merit jobs workers, and start one'
from merit.job where state = 'running' and lease_expires_at < clock_timestamp() - interval '1 minute'
union all
select 'queue', 'fault', format('the duty %s failed: %s', name, last_error), 'mend that; it is tried again by itself'
from merit.duty where last_error is not null
union all
select 'queue', 'fault', format('the duty %s has been due for %s', name, date_trunc('second', clock_timestamp() - next_due_at)),
    'a session may hold its row: see pg_locks'
from merit.duty, alive where workers > 0 and next_due_at < clock_timestamp() - greatest(every, interval '1 minute')
union all
select 'templates', 'fault', 'no template is published, so nobody can be scored', 'merit template apply FILE...'
where not exists (select from merit.template where status = 'published')
union all
(select 'evaluations', 'advice', format('period "%s": %s evaluations were left out, such as: %s', label, count(*), min(evaluation.problem)),
    format('select * from merit.evaluation where period_id = %s and problem is not null', period_id)
from merit.evaluation join merit.appraisal_period using (period_id)
where evaluation.problem is not null and status <> 'closed'
group by period_id, label order by period_id desc limit 10)
union all
select 'time zones', 'fault', format('the server does not know the time zone %s of period "%s"', time_zone, min(label)),
    'install the system''s tzdata on the server, or the version that it had'
from merit.appraisal_period
where time_zone <> 'UTC' and time_zone not in (select name from pg_timezone_names)
group by time_zone
union all
select 'indexes', 'fault', format('the index %s is not valid', indexrelid::regclass), format('REINDEX INDEX %s', indexrelid::regclass)
from pg_index join pg_class c on c.oid = indrelid
where c.relnamespace = 'merit'::regnamespace and not indisvalid
union all
select 'connection', 'advice', format('the server has room for %s more connections', greatest(free, 0)),
    'raise max_connections, or put a pooler before other programs'
from room where free < 10
-- statement claim_jobs
select job_id, kind, subject_id, attempt, max_attempts, retries, lease_token, whole
from merit.claim($1::integer, $2::text[], $3::integer)
-- statement close_period
update merit.appraisal_period set status = 'closed' where label = $1
-- statement compare_template
select template_id, status, document = $3 as same
from merit.template
where code = $1 and version = $2
-- statement complete_job
update merit.job
set state = 'completed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null, progress = null,
    last_error = null
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
-- statement complete_jobs
select job_id from merit.complete($1::bigint[], $2::bigint[]) job_id
-- statement copy_indicator_scores
copy merit.indicator_score (revision, period_id, employee_id, dimension, indicator, kind, state, value, raw_value, numerator,
    denominator, sample, band, points, max_points, self_points, supervisor_points, peer_points, appeal_id)
from stdin (format binary)
-- statement copy_results
copy merit.result (revision, run_id, period_id, employee_id, template_code, template_version, name, department, post,
    supervisor_id, days_employed, days_on_leave, status, reason, reason_zh, self_score, supervisor_score, peer_score,
    data_score, total, grade, coefficient, coverage, near_cut, nps, nps_margin, nps_responses, nps_promoters,
    nps_detractors, satisfaction, satisfaction_responses, satisfied, changed)
from stdin (format binary)
-- statement current_grades
select distinct on (employee_id) employee_id, template_code, template_version, total, grade
from merit.result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
order by employee_id, revision desc
-- statement current_indicator_scores
-- The indicator scores of the newest results of period $1, of people $2 or of everyone, in the byte order of the ids. They are looked
-- up for each person (offset 0): joined, the planner compared each with each where it had no numbers yet of rows just written.
select score.employee_id, score.dimension, score.indicator, score.kind, score.state, score.value, score.raw_value, score.numerator,
    score.denominator, score.sample, score.band, score.points, score.max_points, score.self_points, score.supervisor_points,
    score.peer_points, score.appeal_id
from (
    select distinct on (place) employee_id, revision, convert_to(employee_id, 'UTF8') as place
    from merit.result
    where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
    order by place, revision desc
) newest
    cross join lateral (
        select s.* from merit.indicator_score s
        where s.period_id = $1 and s.employee_id = newest.employee_id and s.revision = newest.revision
        offset 0
    ) score
order by newest.place
-- statement current_results
select employee_id, revision, template_code, template_version, name, department, post, supervisor_id, days_employed,
    days_on_leave, status, reason, reason_zh, self_score, supervisor_score, peer_score, data_score, total, grade, coefficient,
    coverage, near_cut, nps, nps_margin, nps_responses, nps_promoters, nps_detractors, satisfaction,
    satisfaction_responses, satisfied, rank_in_department
from merit.current_result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
-- statement decided_proposals
-- What people accepted, or put in its place, in the reviews of the quarter that begins on $1.
select template_code, subject, proposal::text as proposal
from merit.decision_effect
where quarter = $1 and status in ('accepted', 'changed') and proposal is not null and template_code is not null
order by template_code, about, subject
-- statement draft_template
select template_id, code, version, document::text
from merit.template
where template_id = $1 and status = 'draft'
-- statement earlier_draft
-- The draft that an earlier review of the same quarter as review $1 wrote of template $2, while nobody published it.
select t.template_id, t.code, t.version, t.document::text
from merit.quarter_review this
    join merit.quarter_review earlier on earlier.quarter = this.quarter and earlier.revision < this.revision
    join merit.complaint_theme c on c.review_id = earlier.review_id
    join merit.template t on t.template_id = c.draft_id
where this.review_id = $1 and t.code = $2 and t.status in ('draft', 'checked', 'rejected')
order by earlier.revision desc
limit 1
-- statement end_backend
-- Ends the session of an attempt that lost it, if it is the one that is recorded.
select merit.end_backend(backend)
from merit.job
where job_id = $1 and state = 'running' and lease_token = $2
-- statement ever_published_templates
select template_id, code, version, document::text
from merit.template
where status in ('published', 'retired')
-- statement fail_job
select merit.fail($1, $2, $3) as state
-- statement figures
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
select 'workers_alive', null, null, count(*) from merit.worker where alive
union all
select 'paused_kinds', null, null, count(*) from merit.paused
union all
select 'duties_failing', null, null, count(*) from merit.duty where last_error is not null
union all
select 'database_seconds', null, null, extract(epoch from clock_timestamp())
-- statement find_template
select template_id, code, version, document::text
from merit.template
where code = $1 and version = $2
-- statement finish_review
update merit.quarter_review
set periods = $2, results = $3, people = $4, remarks = $5, engine_version = $6, data_cutoff = $7
where review_id = $1
-- statement following_periods
-- The scored periods that follow on period $1 one after the other, the nearest first.
with recursive following as (
    select period_id, ends_on from merit.appraisal_period where period_id = $1
    union
    select later.period_id, later.ends_on
    from following
        join merit.appraisal_period later
            on later.starts_on = following.ends_on + 1 and later.revision > 0
                and merit.previous_period(later.period_id) = following.period_id
)
select period_id from following where period_id <> $1 order by ends_on, period_id
-- statement forget_worker
delete from merit.worker_session where worker_id = $1
-- statement heartbeat
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
-- statement insert_measure_factors
insert into merit.measure_factor (run_id, template_code, indicator, numerator, denominator)
select $1, * from unnest($2::text[], $3::text[], cast($4::text[] as numeric[]), cast($5::text[] as numeric[]))
-- statement insert_peer_means
insert into merit.peer_mean (run_id, template_code, indicator, people, mean)
select $1, * from unnest($2::text[], $3::text[], $4::integer[], cast($5::text[] as numeric[]))
-- statement insert_run
insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, people, scored,
    incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds, started_at)
select $1, $2, $3, job_id, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, started_at
from merit.job
where job_id = $4
returning run_id
-- statement insert_template
insert into merit.template (code, version, document) values ($1, $2, $3)
on conflict (code, version) do nothing
returning template_id, code, version, document::text
-- statement judge_tasks
-- Closes the open tasks of the period before period $1, of people $2 or of everyone, by the newest results of period $1; what these
-- closed before is judged again.
with before as materialized (select merit.previous_period($1) as period_id),
judged as (
    select t.task_id, s.value as value_then, s.points as points_then, p.label,
        case
            when s.points is null then 'cancelled'
            when t.target is not null and s.value is not null then
                case when (s.value - t.target) * sign(t.target - t.value) >= 0 then 'achieved' else 'missed' end
            when s.points >= t.points_at_target then 'achieved'
            else 'missed' end as status
    from before
        join merit.improvement_task t using (period_id)
        join merit.appraisal_period p on p.period_id = $1
        left join lateral (
            select r.revision from merit.result r
            where r.period_id = $1 and r.employee_id = t.employee_id order by r.revision desc limit 1) newest on true
        left join merit.indicator_score s
            on s.period_id = $1 and s.employee_id = t.employee_id and s.revision = newest.revision and s.indicator = t.indicator
    where (t.status = 'open' or t.judged_in = $1)
        and ($2::text[] is null or t.employee_id = any ($2))
)
update merit.improvement_task t
set status = judged.status, judged_in = $1, value_then = judged.value_then, points_then = judged.points_then,
    status_reason = case judged.status when 'cancelled' then format('%s has no figure for it', judged.label) end,
    status_reason_zh = case judged.status when 'cancelled' then format('%s 没有此项的数据', judged.label) end
from judged
where t.task_id = judged.task_id and (t.status = 'open' or t.judged_in = $1) and (t.status, t.value_then, t.points_then) is distinct from
    (judged.status, judged.value_then, judged.points_then)
-- statement link_tasks
-- Has each task of period $1, of people $2 or of everyone, point at the task of the period before that was missed, and count.
-- The one before is looked up for each task (offset 0): of rows that this transaction wrote the planner knows no numbers.
with before as materialized (select merit.previous_period($1) as period_id),
link as materialized (
    select goes_on.task_id, missed.task_id as previous_task_id, coalesce(missed.times_missed + 1, 0) as times_missed
    from merit.improvement_task goes_on
        left join lateral (
            select t.task_id, t.times_missed from merit.improvement_task t
            where t.period_id = (select period_id from before) and t.employee_id = goes_on.employee_id
                and t.indicator = goes_on.indicator and t.status = 'missed'
            offset 0
        ) missed on true
    where goes_on.period_id = $1 and ($2::text[] is null or goes_on.employee_id = any ($2))
        and (goes_on.previous_task_id, goes_on.times_missed) is distinct from
            (missed.task_id, coalesce(missed.times_missed + 1, 0))
)
update merit.improvement_task t
set previous_task_id = link.previous_task_id, times_missed = link.times_missed
from link
where t.task_id = link.task_id
-- statement list_jobs
-- $1: only this state; null: those that wait or run, after the newest $2 that are over. $3: only this job.
select j.job_id, j.kind, coalesce(p.label, t.code || '@' || t.version, j.subject_id::text) as subject, j.state, j.attempt,
    j.max_attempts, j.retries, j.deaths, j.run_at::text, j.created_at::text, j.started_at::text, j.finished_at::text, j.worker_id,
    w.host, j.progress::text, j.last_error
from merit.job j
    left join merit.appraisal_period p on j.kind like '%\_period' and p.period_id = j.subject_id
    left join merit.template t on j.kind like '%\_template' and t.template_id = j.subject_id
    left join merit.worker w on j.state = 'running' and w.worker_id = j.worker_id
where case
    when $3::bigint is not null then j.job_id = $3
    when $1::text is null then j.state in ('available', 'running')
        or j.job_id in (select job_id from merit.job where finished_at is not null order by job_id desc limit $2)
    else j.job_id in (select job_id from merit.job where state = $1 order by job_id desc limit $2)
end
order by j.finished_at nulls last, j.state = 'available', j.priority, j.run_at, j.job_id
-- statement list_templates
select code, version, status, coalesce(document ->> 'default' = 'true', false) as is_default, published_by, problems,
    array(select jsonb_array_elements_text(case jsonb_typeof(document -> 'posts') when 'array' then document -> 'posts' else '[]' end)) as posts
from merit.template
order by code, version
-- statement list_workers
select worker_id, host, process_id, version, alive, started_at::text, seen_at::text, doing, busy_since::text
from merit.worker
order by worker_id
-- statement load_evaluations
-- The evaluations of period $1, of people $2 or of everyone, in the byte order of the people's ids.
select employee_id, evaluation_id, xmin::text::bigint as row_version, source, rater_id, indicator, points, problem
from merit.evaluation
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
order by convert_to(employee_id, 'UTF8'), evaluation_id
-- statement load_period
select period_id, label, starts_on, ends_on, time_zone, department, revision, take_newest, status,
    starts_on::timestamp at time zone time_zone as starts_at,
    (ends_on + 1)::timestamp at time zone time_zone as ends_at
from merit.appraisal_period
where period_id = $1
-- statement load_review
-- A review with the days of its quarter, then those of the quarter before.
select r.revision, r.so_far, r.time_zone, span.starts_on, (span.starts_on + interval '3 months')::date - 1 as ends_on,
    span.starts_on::timestamp at time zone r.time_zone as starts_at,
    (span.starts_on + interval '3 months') at time zone r.time_zone as ends_at
from merit.quarter_review r
    cross join lateral (values (1, r.quarter), (2, (r.quarter - interval '3 months')::date)) span (place, starts_on)
where r.review_id = $1
order by span.place
-- statement load_unseen
-- What changed since the last scoring, and how long until it has rested: the newest of it for a quiet time, or the oldest for
-- ten, so that evaluations that never cease put off nothing for ever.
select unseen_id, employee_ids, appeal_id,
    ceil(extract(epoch from least(max(noted_at) over () + rest, min(noted_at) over () + 10 * rest) - clock_timestamp()) * 1000)::bigint
        as rests_in_milliseconds
from merit.unseen, make_interval(secs => merit.setting_value('quiet_seconds')) rest
where period_id = $1
order by unseen_id
-- statement lock_period
-- Held before the job's row, so that a heartbeat never waits for what HR holds.
select revision from merit.appraisal_period where period_id = $1 for no key update
-- statement lock_row_of_periods
-- What one period leads to depends on those beside it: of the periods of one kind and department one is written at a time.
select pg_advisory_xact_lock('merit.outcome'::regclass::oid::integer, hashtext(concat_ws(' ', kind, department)))
from merit.appraisal_period
where period_id = $1
-- statement mark_appeals
update merit.appeal
set problem = nullif(found.problem, '')
from unnest($1::bigint[], $2::text[]) found (appeal_id, problem)
where appeal.appeal_id = found.appeal_id
-- statement mark_evaluations
-- Marks what was found, unless the evaluation was changed since it was read.
update merit.evaluation
set problem = nullif(found.problem, '')
from unnest($1::bigint[], $2::bigint[], $3::text[]) found (evaluation_id, row_version, problem)
where evaluation.evaluation_id = found.evaluation_id and evaluation.xmin::text::bigint = found.row_version
-- statement mark_template_checked
update merit.template set status = 'checked', document = $2, problems = '{}'
where template_id = $1 and status = 'draft' and document = $3
-- statement mark_template_rejected
update merit.template set status = 'rejected', problems = $2
where template_id = $1 and status = 'draft' and document = $3
-- statement newest_results
-- The newest results of period $1, of people $2 or of everyone, in the byte order of the ids; without the rank, which looks at everyone.
select distinct on (convert_to(employee_id, 'UTF8')) employee_id, revision, template_code, template_version, name, department, post,
    supervisor_id, days_employed, days_on_leave, status, reason, reason_zh, self_score, supervisor_score, peer_score, data_score, total,
    grade, coefficient, coverage, near_cut, nps, nps_margin, nps_responses, nps_promoters, nps_detractors, satisfaction,
    satisfaction_responses, satisfied, null::bigint as rank_in_department
from merit.result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
order by convert_to(employee_id, 'UTF8'), revision desc
-- statement newest_version
select max(version) from merit.template where code = $1
-- statement open_period
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
values ($1, $2::text::date, $3::text::date, $4, $5)
returning period_id
-- statement overall_sources
select distinct source
from merit.evaluation
where period_id = $1 and employee_id = $2 and indicator is null and problem is null
-- statement past_grades
-- The grades of people ($2) in the periods before period $1, $3 at most, the nearest first. Who was not scored in one has no row for it.
with recursive past as (
    select merit.previous_period($1) as period_id, 1 as step
    union all
    select merit.previous_period(period_id), step + 1 from past where step < $3 and period_id is not null
)
select employee_id, step, label, newest.grade
from past
    join merit.appraisal_period using (period_id)
    cross join unnest($2::text[]) person (employee_id)
    cross join lateral (
        select grade from merit.result
        where period_id = past.period_id and employee_id = person.employee_id
        order by revision desc limit 1) newest
where newest.grade is not null
order by employee_id, step
-- statement peer_means
select m.indicator, m.mean
from merit.peer_mean m
where m.template_code = $2
    and m.run_id = (select max(run_id) from merit.run where period_id = $1 and kind = 'full')
-- statement peer_standing
select indicator, peers, peer_mean, above_peers
from merit.indicator_standing
where period_id = $1 and employee_id = $2
-- statement perform_duty
select duty_name, job_id, worker_id, state, note, coalesce(blames_worker, false) as blames_worker
from merit.perform_duty($1::integer) performed left join lateral unnest(performed.notes) told on true
where duty_name is not null
-- statement period_states
select p.label, p.starts_on::text, p.ends_on::text, p.time_zone, p.department, p.status, p.revision, p.problem,
    coalesce(r.people, 0) as people, coalesce(r.scored, 0) as scored, coalesce(r.incomplete, 0) as incomplete,
    coalesce(r.not_appraised, 0) as not_appraised, r.mean_total,
    (select count(*) from merit.evaluation e where e.period_id = p.period_id and e.problem is not null) as unusable
from merit.appraisal_period p
    left join lateral (
        select count(*) as people, count(*) filter (where status = 'scored') as scored,
            count(*) filter (where status = 'incomplete') as incomplete,
            count(*) filter (where status = 'not_appraised') as not_appraised, round(avg(total), 2) as mean_total
        from merit.current_result c
        where c.period_id = p.period_id
    ) r on true
where $1::text is null or p.label = $1
order by p.starts_on, p.ends_on, p.label
-- statement period_templates
select t.template_id, t.code, t.version, t.document::text
from merit.period_template pinned join merit.template t using (template_id)
where pinned.period_id = $1
order by t.code
-- statement pin_templates
-- The template versions that a period is scored under from now on.
with gone as (
    delete from merit.period_template where period_id = $1 and template_id <> all ($2::bigint[])
)
insert into merit.period_template (period_id, template_id)
select $1, unnest($2::bigint[])
on conflict do nothing
-- statement propose_outcomes
-- Brings the outcomes of period $1, of people $2 or of everyone, to what their newest results support ($3 to $6). What is not supported any
-- more is withdrawn; what was decided stays, and is flagged.
with newest as materialized (
    select person.employee_id, result.revision
    from (
        select unnest($2::text[]) as employee_id
        union
        select employee_id from merit.result where $2::text[] is null and period_id = $1
    ) person
        cross join lateral (
            select r.revision from merit.result r
            where r.period_id = $1 and r.employee_id = person.employee_id order by r.revision desc limit 1) result
),
supported as materialized (
    select * from unnest($3::text[], $4::text[], $5::text[], $6::text[]) s (employee_id, kind, reason, reason_zh)
),
-- Looked up person by person (offset 0): of rows that this transaction wrote the planner knows no numbers.
unsupported as materialized (
    select o.outcome_id, newest.revision
    from newest
        cross join lateral (
            select outcome_id, kind from merit.outcome o
            where o.period_id = $1 and o.employee_id = newest.employee_id and o.unsupported_since is null
            offset 0
        ) o
    where (newest.employee_id, o.kind) not in (select employee_id, kind from supported)
),
withdrawn as (
    update merit.outcome o
    set status = case o.status when 'proposed' then 'withdrawn' else o.status end, unsupported_since = unsupported.revision
    from unsupported
    where o.outcome_id = unsupported.outcome_id and o.unsupported_since is null
)
insert into merit.outcome as o (period_id, employee_id, revision, kind, reason, reason_zh)
select $1, employee_id, newest.revision, kind, reason, reason_zh
from supported join newest using (employee_id)
order by employee_id, kind
on conflict (period_id, employee_id, kind) do update
set status = case o.status when 'withdrawn' then 'proposed' else o.status end,
    unsupported_since = null,
    revision = case when o.status in ('accepted', 'declined') then o.revision else excluded.revision end,
    reason = case when o.status in ('accepted', 'declined') then o.reason else excluded.reason end,
    reason_zh = case when o.status in ('accepted', 'declined') then o.reason_zh else excluded.reason_zh end
where o.unsupported_since is not null
    or o.status = 'proposed' and (o.reason, o.reason_zh) is distinct from (excluded.reason, excluded.reason_zh)
-- statement publish_template
update merit.template set status = 'published' where template_id = $1
-- statement published_templates
select template_id, code, version, document::text
from merit.template
where status = 'published'
order by code
-- statement put_back_job
-- $3: delay in milliseconds, $4: whether the attempt counts, $5: why.
select merit.put_back($1, $2, clock_timestamp() + $3 * interval '1 millisecond', $4, $5) as state
-- statement quarter_of
-- The first day of the quarter $2 of year $1; where $2 is null, of the quarter that the day $3 lies in.
select case
    when $2::integer is null then merit.quarter_start($3::date)
    else (make_date($1::integer, 1, 1)
        + make_interval(months => merit.setting_value('first_quarter_month') - 1 + 3 * ($2::integer - 1)))::date end
-- statement queue_state
-- What holds a worker that ends when idle: jobs that run, that are due, or that wait for another try; and when the next that is
-- not due yet will be. What is paused holds nobody.
select
    exists (select from merit.job where state = 'running' and kind = any ($1)) as running,
    coalesce(bool_or(run_at <= clock_timestamp() or attempt > 0 or retries > 0), false) as waiting,
    ceil(extract(epoch from min(run_at) filter (where run_at > clock_timestamp()) - clock_timestamp()) * 1000)::bigint
        as next_in_milliseconds
from merit.job
where state = 'available' and kind = any (merit.open_kinds($1))
-- statement rater_comments
select source, rater_id, indicator, comment
from merit.evaluation
where period_id = $1 and employee_id = $2 and btrim(comment) <> ''
order by source, indicator nulls first, submitted_at, evaluation_id
-- statement record_backend
-- Says which session does the work, so that a takeover can end it first. Behind a pooler ($3 is not the session's process) it is
-- another's too, and stays unsaid.
update merit.job
set backend = (
    select row(pid, backend_start)::merit.backend from pg_stat_get_activity(pg_backend_pid()) where pid = $3)
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
-- statement record_progress
update merit.job set progress = $3
where job_id = $1 and state = 'running' and lease_token = $2
returning job_id
-- statement register_worker
-- Announces a worker; where `locked`, its session lock says from then on that it lives.
with registered as (
    insert into merit.worker_session (host, process_id, version, backend_id, locked)
    values ($1, $2, $3, pg_backend_pid(), $4)
    returning worker_id, locked
)
select worker_id,
    case when locked then pg_try_advisory_lock('merit.worker'::regclass::oid::integer, worker_id) else true end as alive
from registered
-- statement release_backend
-- The session of a cancelled attempt is free for other work again.
update merit.job set backend = null
where job_id = $1 and state = 'cancelled' and lease_token = $2
-- statement reopen_period
update merit.appraisal_period set status = 'scored', status_reason = $2 where label = $1 and status = 'closed'
-- statement replace_draft
update merit.template set document = $2, status = 'draft'
where template_id = $1 and status in ('draft', 'checked', 'rejected')
-- statement result_factors
-- What the measured indicators of the newest result of person $2 in period $1 were multiplied with.
select f.indicator, f.numerator, f.denominator
from merit.result r
    join merit.measure_factor f on f.run_id = r.run_id and f.template_code = r.template_code
where r.period_id = $1 and r.employee_id = $2
    and r.revision = (select max(revision) from merit.result where period_id = $1 and employee_id = $2)
-- statement result_revisions
-- Every revision of the result of person $2 in period $1, the newest first, with what each changed in words: the result's own
-- fields first.
select r.revision, to_char(run.finished_at at time zone p.time_zone, 'YYYY-MM-DD HH24:MI') as at, r.status, r.total, r.grade,
    r.coefficient, r.changed ->> 'why' as why, r.changed::text as changed,
    array(
        select format('%s%s %s → %s', indicator || ' ', field, coalesce(difference ->> 'from', '–'), coalesce(difference ->> 'to', '–'))
        from (
            select null as indicator, own.key as field, own.value as difference from jsonb_each(r.changed -> 'result') own
            union all
            select score.key, field.key, field.value
            from jsonb_each(r.changed -> 'indicators') score, jsonb_each(score.value) field
        ) differences
        order by indicator nulls first, field
    ) as differences
from merit.result r
    join merit.appraisal_period p using (period_id)
    join merit.run using (run_id)
where r.period_id = $1 and r.employee_id = $2
order by r.revision desc
-- statement retire_template
update merit.template set status = 'retired' where code = $1 and status = 'published' returning version
-- statement review_effects
-- What was decided in the quarter before that of review $1, and what it did.
select e.about, e.template_code, e.subject, e.title, e.title_zh, e.recommendation, e.status, e.decision, e.decided_by, e.figure, e.before,
    e.after, e.mean_before, e.mean_after
from merit.decision_effect e
where e.quarter = (select (quarter - interval '3 months')::date from merit.quarter_review where review_id = $1)
order by e.about, e.template_code, e.subject
-- statement review_figures
-- The company's figures in review $1, against the review of the quarter before and what the field reaches.
select f.measure, f.value, f.sample, b.value as previous, m.value as benchmark, f.lacking, f.lacking_zh
from merit.quarter_figure f
    join merit.quarter_review q using (review_id)
    left join merit.current_review p on p.quarter = (q.quarter - interval '3 months')::date
    left join merit.quarter_figure b on b.review_id = p.review_id and b.measure = f.measure and b.target_id is null
    left join lateral (
        select value from merit.benchmark where indicator = f.measure and active order by year desc, benchmark_id desc limit 1) m on true
where f.review_id = $1 and f.target_id is null
order by array_position(array(select measure from merit.quarter_figures()), f.measure)
-- statement review_header
select r.quarter, (r.quarter + interval '3 months')::date - 1 as ends_on, r.revision, r.so_far, r.periods, r.results, r.people,
    to_char(r.reviewed_at at time zone r.time_zone, 'YYYY-MM-DD HH24:MI') as reviewed_at, r.status, r.problem,
    array(select remark ->> 'en' from jsonb_array_elements(r.remarks) remark) as remarks,
    array(select remark ->> 'zh' from jsonb_array_elements(r.remarks) remark) as remarks_zh
from merit.quarter_review r
where r.review_id = $1
-- statement review_indicators
-- For each indicator of each template version ($3), over the results from day $1 to day $2: counts, and exact sums of its points, of its
-- points with the rest of the heaviest sheet, and of its values.
with template as materialized (
    select * from jsonb_to_recordset($3::jsonb) t (code text, version integer, sources text[], dimension text, indicator text, weight numeric)
),
source as materialized (select distinct code, version, sources from template),
result as materialized (
    select r.*, heaviest.kind as sheet_kind, heaviest.score as sheet
    from merit.results_between($1, $2) r
        join source t on t.code = r.template_code and t.version = r.template_version
        left join lateral (
            select s.kind, s.score
            from (values ('self', r.self_score), ('supervisor', r.supervisor_score), ('peer', r.peer_score), ('data', r.data_score))
                s (kind, score)
            where s.score is not null and s.kind = any (t.sources)
            order by array_position(t.sources, s.kind)
            limit 1) heaviest on true
),
score as (
    select r.template_code, r.template_version, r.period_id, r.employee_id, r.run_id, r.sheet, s.dimension, s.indicator, t.weight,
        s.max_points, s.points, s.self_points - s.supervisor_points as self_gap, s.raw_value, s.value,
        case when s.denominator is not null then s.numerator end as numerator, s.denominator, s.sample,
        case
            when s.kind = 'measured' then s.points
            when r.sheet_kind = 'supervisor' then s.supervisor_points
            when r.sheet_kind = 'self' then s.self_points
            when r.sheet_kind = 'peer' then s.peer_points end as item
    from result r
        join merit.indicator_score s using (period_id, employee_id, revision)
        join template t on t.code = r.template_code and t.version = r.template_version and t.indicator = s.indicator
),
-- What the sheet is made of: earned and available points of each dimension, and the weight of the dimensions that have any.
part as (
    select *, sum(item) over dimension as earned, sum(max_points) filter (where item is not null) over dimension as available,
        item is not null and row_number() over (dimension_order) = 1 as stands_for_dimension
    from score
    window dimension as (partition by period_id, employee_id, dimension),
        dimension_order as (partition by period_id, employee_id, dimension order by item is null, indicator)
),
weighed as (
    select *, sum(weight) filter (where stands_for_dimension) over (partition by period_id, employee_id) as present
    from part
),
-- A sheet that is not what its dimensions come to is one overall number, of which no indicator is a part.
composed as (
    select *, sheet = sum(case when stands_for_dimension then merit.quotient(weight * 100 * earned, present * available, 2) end)
            over (partition by period_id, employee_id) as is_composed
    from weighed
),
item as (
    select *, (100 * points)::bigint as p, (100 * self_gap)::bigint as g, (100 * item)::bigint as x,
        (100 * (sheet - case when is_composed then merit.quotient(weight * 100 * item, present * available, 2) else 0 end))::bigint as y
    from composed
),
tally as (
    select template_code, template_version, indicator,
        count(*)::bigint as results, count(distinct employee_id)::bigint as people,
        count(p)::bigint as scored, coalesce(sum(p), 0) * 0.01 as points, coalesce(sum(p * p), 0) * 0.0001 as points_squares,
        count(*) filter (where points = max_points)::bigint as at_full, count(*) filter (where p = 0)::bigint as at_zero,
        count(g)::bigint as gaps, coalesce(sum(g), 0) * 0.01 as gap, coalesce(sum(g * g), 0) * 0.0001 as gap_squares,
        count(y) filter (where x is not null)::bigint as pairs,
        coalesce(sum(x) filter (where y is not null), 0) as x, coalesce(sum(x * x) filter (where y is not null), 0) as xx,
        coalesce(sum(y) filter (where x is not null), 0) as y, coalesce(sum(y * y) filter (where x is not null), 0) as yy,
        coalesce(sum(x * y), 0) as xy,
        count(raw_value)::bigint as values, coalesce(sum(raw_value), 0) as raw_value,
        count(denominator)::bigint as quotients, coalesce(sum(numerator), 0) as numerator, coalesce(sum(denominator), 0) as denominator,
        coalesce(sum(sample), 0)::bigint as sample, max(run_id) as run_id,
        percentile_disc(array[0.25, 0.5, 0.75]) within group (order by value)::text[] as quartiles
    from item
    group by template_code, template_version, indicator
)
-- What the measure was multiplied with, as the newest run says.
select tally.*, f.numerator as factor, f.denominator as divisor
from tally
    left join merit.measure_factor f using (run_id, template_code, indicator)
-- statement review_lines
-- The indicators of review $1, what to do first first: what is sure, then what weighs most. What was decided in any review of the quarter
-- stands beside them.
select i.template_code, i.template_version, i.indicator, i.title, i.title_zh, i.weight, i.results, i.people, i.missing_percent, i.mean,
    i.standard_deviation, i.ceiling_percent, i.floor_percent, i.discrimination, i.discrimination_results, i.nps_link, i.nps_link_people,
    i.raters, i.rater_spread, i.leniency, i.self_gap, i.self_gap_results, i.previous_mean, i.trend, i.value, i.benchmark,
    i.benchmark_gap_percent, i.recommendation, i.figure, i.certainty, i.reason, i.reason_zh, i.lacking::text as lacking,
    (i.evidence -> 'interval' ->> 'low')::numeric as low, (i.evidence -> 'interval' ->> 'high')::numeric as high,
    i.proposal is not null as has_proposal, i.indicator_review_id, coalesce(d.status, i.status) as status, d.decided_by
from merit.indicator_review i
    join merit.quarter_review q using (review_id)
    left join merit.decision_effect d on d.quarter = q.quarter and d.about = 'indicator' and d.template_code = i.template_code
        and d.subject = i.indicator
where i.review_id = $1
order by case i.recommendation when 'keep' then 2 when 'too_few' then 1 else 0 end, i.certainty nulls last, i.weight desc,
    i.template_code, i.template_version, i.indicator
-- statement review_links
-- For each indicator of each template version, over the people with results from day $1 to day $2 who have both: sums over the doubled
-- mean ranks of their mean points and of their NPS. The NPS is carried along by windows: a join of what has no statistics may be planned
-- as a loop.
with result as materialized (
    select r.period_id, r.employee_id, r.revision, r.template_code, r.template_version,
        merit.quotient(100 * (sum(r.nps_promoters) over person - sum(r.nps_detractors) over person), sum(r.nps_responses) over person, 2) as nps
    from merit.results_between($1, $2) r
    window person as (partition by r.employee_id)
),
standing as (
    select r.template_code, r.template_version, s.indicator, r.employee_id, r.nps, merit.quotient(sum(s.points), count(s.points), 6) as points
    from result r
        join merit.indicator_score s using (period_id, employee_id, revision)
    where s.points is not null and r.nps is not null
    group by 1, 2, 3, 4, 5
),
ranked as (
    select template_code, template_version, indicator,
        2 * rank() over (indicator_by_points) + count(*) over (indicator_and_points) - 1 as x,
        2 * rank() over (indicator_by_nps) + count(*) over (indicator_and_nps) - 1 as y
    from standing
    window indicator_by_points as (partition by template_code, template_version, indicator order by points),
        indicator_and_points as (partition by template_code, template_version, indicator, points),
        indicator_by_nps as (partition by template_code, template_version, indicator order by nps),
        indicator_and_nps as (partition by template_code, template_version, indicator, nps)
)
select template_code, template_version, indicator, count(*)::bigint as people, sum(x)::numeric as x, sum(x * x)::numeric as xx,
    sum(y)::numeric as y, sum(y * y)::numeric as yy, sum(x * y)::numeric as xy
from ranked
group by template_code, template_version, indicator
-- statement review_periods
-- The periods whose results count between two days, their templates, and how many results and people they are.
select p.label, p.starts_on, count(*) as results, array_agg(distinct r.template_code || '@' || r.template_version) as templates
from merit.results_between($1, $2) r
    join merit.appraisal_period p using (period_id)
group by p.period_id
order by p.starts_on, p.label
-- statement review_previous
-- What the indicators earned over the results from day $1 to day $2, whatever the version of their template.
select r.template_code, s.indicator, s.max_points, count(*)::bigint as scored, sum(s.points) as points
from merit.results_between($1, $2) r
    join merit.indicator_score s using (period_id, employee_id, revision)
where s.points is not null
group by r.template_code, s.indicator, s.max_points
-- statement review_raters
-- What each supervisor gave for each indicator of each template version, over the results from day $1 to day $2. Of who gave the same
-- to all: how many of the others' points are the same.
with given as materialized (
    select r.template_code, r.template_version, e.indicator, coalesce(e.rater_id, r.supervisor_id) as rater_id, r.employee_id, e.points
    from merit.results_between($1, $2) r
        join merit.evaluation e using (period_id, employee_id)
    where e.source = 'supervisor' and e.indicator is not null and e.problem is null
        and coalesce(e.rater_id, r.supervisor_id) is not null
),
tally as materialized (
    select template_code, template_version, indicator, points, count(*) as times from given group by 1, 2, 3, 4
),
rater as (
    select template_code, template_version, indicator, rater_id, count(distinct employee_id) as people, count(*) as ratings,
        sum(points) as points, sum(points * points) as squares, min(points) as least, max(points) as most
    from given
    group by 1, 2, 3, 4
)
select template_code, template_version, indicator, rater_id, people::bigint, ratings::bigint, points, squares,
    case when least = most then
        (select t.times from tally t
            where (t.template_code, t.template_version, t.indicator, t.points) = (r.template_code, r.template_version, r.indicator, r.least))
            - ratings
        else 0 end::bigint as alike
from rater r
order by template_code, template_version, indicator, rater_id
-- statement review_standing_raters
select t.template_code, t.indicator, i.title, i.title_zh, t.rater_id, t.people, t.ratings, t.mean, t.leniency, t.spread, t.stands_out,
    t.same_for_all
from merit.rater_review t
    join merit.indicator_review i using (review_id, template_code, template_version, indicator)
where t.review_id = $1 and (t.stands_out or t.same_for_all or not $2)
order by t.template_code, t.indicator, abs(t.leniency) desc nulls last, t.rater_id
-- statement review_targets
select p.target_id, p.measure, p.department, p.baseline, p.previous, p.now, p.sample, p.target, p.due_on::text as due_on, p.met, p.closes,
    p.closed_percent, p.lacking, p.lacking_zh
from merit.target_progress p
where p.quarter = (select quarter from merit.quarter_review where review_id = $1)
order by p.target_id
-- statement review_themes
select c.priority, c.category, c.root_cause, c.complaints, c.share_percent, c.running_percent, c.previous_complaints, c.change_percent,
    c.customers, c.repeats, c.repeat_percent, c.parts_wait_hours, c.parts_waits, c.suggestion, c.suggestion_zh, c.template_code,
    t.code || '@' || t.version as draft, t.status as draft_status, c.complaint_theme_id, coalesce(d.status, c.status) as status
from merit.complaint_theme c
    join merit.quarter_review q using (review_id)
    left join merit.template t on t.template_id = c.draft_id
    left join merit.decision_effect d on d.quarter = q.quarter and d.about = 'theme'
        and d.subject = concat_ws(' / ', c.category, nullif(c.root_cause, ''))
where c.review_id = $1
order by c.priority
-- statement sample_state
-- What stands where a sample is to go: whether there are periods to count, and what the source says it is (null: there is none).
select to_regclass('merit.appraisal_period') is not null as has_periods,
    case when to_regnamespace('merit_source') is not null
        then coalesce(obj_description(to_regnamespace('merit_source'), 'pg_namespace'), '')
    end as source
-- statement show_template
select jsonb_pretty(document)
from merit.template
where code = $1 and (version = $2::bigint or ($2::bigint is null and status = 'published'))
-- statement template_status
select template_id, status, problems from merit.template where code = $1 and version = $2
-- statement theme_templates
-- Under which template most of these people's results from day $1 to day $2 are: $3 their ids, $4 how much each counts.
select r.template_code, max(r.template_version) as template_version
from unnest($3::text[], $4::bigint[]) p (employee_id, weight)
    join merit.results_between($1, $2) r using (employee_id)
group by r.template_code
order by sum(p.weight) desc, r.template_code
limit 1
-- statement update_scored_period
-- A partial scoring ($3) leaves the templates to the next full one.
update merit.appraisal_period
set revision = $2, scored_at = clock_timestamp(), take_newest = take_newest and ($3 or exists (
        -- Asked for while this one ran: the next takes them.
        select from merit.job where kind = 'score_period' and subject_id = $1 and state = 'available' and whole))
where period_id = $1
-- statement upheld_appeals
-- Of several on one indicator, the one decided last.
select distinct on (employee_id, indicator) appeal_id, employee_id, indicator, excluded_rows, set_value, problem
from merit.appeal
where period_id = $1 and status = 'upheld' and indicator is not null
order by employee_id, indicator, decided_at desc, appeal_id desc
-- statement verify_results
-- Works every stored result of period $1 out again, and yields a row for each field that comes out otherwise.
--
-- It shares nothing with the scoring but the rules: exact numeric, the stored template, and what a result rests on: numerator,
-- denominator and sample of what was measured, the run's factors and peers' means, the evaluations that were usable. The newest
-- revision is held against the evaluations; an earlier one takes the points that it keeps, and so does, with a remark, a person whose
-- evaluations changed since the last scoring.
with late as materialized (
    select distinct unnest(employee_ids) as employee_id from merit.unseen where period_id = $1 and appeal_id is null
),
found as materialized (
    select r.*, r.revision = max(r.revision) over (partition by r.employee_id) as is_newest,
        r.days_employed - r.days_on_leave as days_worked,
        r.employee_id in (select employee_id from late) as is_late
    from merit.result r
    where r.period_id = $1
),
template as materialized (
    select t.code, t.version, t.document,
        coalesce((t.document #>> '{eligibility,min_days}')::numeric, 0) as min_days,
        coalesce((t.document #>> '{coverage,min_percent}')::numeric, 0) as min_coverage,
        coalesce((t.document ->> 'near_cut')::numeric, 0) as near_cut
    from merit.template t
    where (t.code, t.version) in (select template_code, template_version from found)
),
source as materialized (
    select t.code, t.version, s.key as source, (s.value ->> 'weight')::numeric as weight,
        coalesce((s.value ->> 'required')::boolean, false) as is_required,
        coalesce((s.value ->> 'position')::numeric, s.ordinality) as place
    from template t, jsonb_each(t.document -> 'sources') with ordinality s
),
indicator as materialized (
    select t.code, t.version, d.value ->> 'code' as dimension, (d.value ->> 'weight')::numeric as weight,
        i.value ->> 'code' as indicator, (i.value ->> 'points')::numeric as max_points,
        sum((i.value ->> 'points')::numeric) over (partition by t.code, t.version, d.ordinality) as dimension_points,
        case when jsonb_typeof(i.value -> 'rated') = 'array' then 'rated' else 'measured' end as kind,
        coalesce((i.value ->> 'min_sample')::numeric, 0) as min_sample,
        i.value #>> '{measure,per}' is not null as is_per_day,
        i.value #>> '{measure,relative_to}' is not null as is_relative,
        (i.value #>> '{measure,when_empty}')::numeric as when_empty,
        -- Of these nothing is kept that tells rows of which none is known from no rows.
        i.value #>> '{measure,value}' ~ '^\s*(min|max|median|percentile)\s*\(' as is_pick,
        i.value -> 'rated' as levels, i.value -> 'scale' as scale
    from template t, jsonb_array_elements(t.document -> 'dimensions') with ordinality d,
        jsonb_array_elements(d.value -> 'indicators') with ordinality i
),
band as materialized (
    select i.code, i.version, i.indicator, b.ordinality as place, b.value ->> 'band' as band,
        (b.value ->> 'best')::numeric as best, (b.value ->> 'worst')::numeric as worst, (b.value ->> 'step')::numeric as step,
        case jsonb_typeof(b.value -> 'points') when 'array' then (b.value #>> '{points,0}')::numeric
            else (b.value ->> 'points')::numeric end as first_points,
        case jsonb_typeof(b.value -> 'points') when 'array' then (b.value #>> '{points,-1}')::numeric
            else (b.value ->> 'points')::numeric end as last_points
    from indicator i, jsonb_array_elements(i.scale) with ordinality b
    where i.kind = 'measured'
),
-- Whole scales, one row for each measured indicator, from the best band down.
scale as materialized (
    select code, version, indicator,
        (array_agg(best > worst order by place) filter (where best <> worst))[1] as is_higher_better,
        array_agg(band order by place) as bands, array_agg(best order by place) as bests,
        array_agg(worst order by place) as worsts, array_agg(step order by place) as steps,
        array_agg(first_points order by place) as firsts, array_agg(last_points order by place) as lasts
    from band
    group by code, version, indicator
),
given as materialized (
    select employee_id, source, indicator, merit.quotient(sum(points), count(*), 2) as points
    from merit.evaluation
    where period_id = $1 and problem is null
    group by employee_id, source, indicator
),
factor as materialized (
    select * from merit.measure_factor where run_id in (select run_id from found)
),
-- A partial run measures against the means of the full run before it.
mean as materialized (
    select run.run_id, m.template_code, m.indicator, m.mean
    from merit.run
        join lateral (
            select max(f.run_id) as run_id from merit.run f
            where f.period_id = $1 and f.kind = 'full' and f.run_id <= run.run_id) full_run on true
        join merit.peer_mean m on m.run_id = full_run.run_id
    where run.period_id = $1
),
appraised as materialized (
    select r.*, t.min_days, t.min_coverage, t.near_cut as near_points, t.document -> 'grades' as grades
    from found r
        join template t on t.code = r.template_code and t.version = r.template_version
    where r.days_employed >= t.min_days
),
expected as (
    select r.employee_id, r.revision, r.is_newest and not r.is_late as is_held_against, r.days_worked, r.run_id, i.*,
        s.indicator as stored_indicator, s.dimension as stored_dimension, s.kind as stored_kind, s.state as stored_state,
        s.value as stored_value, s.raw_value as stored_raw, s.numerator, s.denominator, s.sample, s.band as stored_band,
        s.points as stored_points, s.max_points as stored_max, s.self_points as stored_self,
        s.supervisor_points as stored_supervisor, s.peer_points as stored_peer, ruling.set_value as ruled
    from appraised r
        join indicator i on i.code = r.template_code and i.version = r.template_version
        left join merit.indicator_score s on s.period_id = $1 and s.employee_id = r.employee_id and s.revision = r.revision
            and s.indicator = i.indicator
        left join merit.appeal ruling on ruling.appeal_id = s.appeal_id
),
-- offset 0: each step is worked out once, not wherever the next one names it.
measured as (
    select e.*, raw.raw_value, state.state, value.value, place.band, points.points
    from expected e
        left join factor f on f.run_id = e.run_id and f.template_code = e.code and f.indicator = e.indicator
        left join mean m on m.run_id = e.run_id and m.template_code = e.code and m.indicator = e.indicator
        join scale on scale.code = e.code and scale.version = e.version and scale.indicator = e.indicator
        cross join lateral (
            select coalesce(e.sample, 0) = 0 and e.numerator is null and e.denominator is null as is_empty
            offset 0
        ) rows
        cross join lateral (
            select case
                when not rows.is_empty
                    then merit.quotient(f.numerator * e.numerator, f.denominator * coalesce(e.denominator, 1), 6)
                when not (e.is_pick and e.stored_raw is null) then round(e.when_empty, 6) end as value
            offset 0
        ) fact
        cross join lateral (
            select case when not e.is_per_day then fact.value
                when e.days_worked > 0 then merit.quotient(fact.value, e.days_worked, 6) end as raw_value
            offset 0
        ) raw
        cross join lateral (
            select case
                when e.ruled is not null then 'scored'
                when raw.raw_value is null or (e.is_relative and coalesce(m.mean, 0) = 0) then 'no_data'
                when not rows.is_empty and e.sample < e.min_sample then 'insufficient'
                else 'scored' end as state
            offset 0
        ) state
        cross join lateral (
            select case when e.ruled is not null then round(e.ruled, 6) when state.state = 'scored' then
                case when e.is_relative then merit.quotient(100 * raw.raw_value, m.mean, 6) else raw.raw_value end end as value
            offset 0
        ) value
        cross join lateral (
            select coalesce(
                (select min(n) from generate_subscripts(scale.worsts, 1) n
                where case when scale.is_higher_better then scale.worsts[n] <= value.value else scale.worsts[n] >= value.value end),
                cardinality(scale.worsts)) as place
            offset 0
        ) reached
        cross join lateral (
            select reached.place, case when value.value is not null then scale.bands[reached.place] end as band
            offset 0
        ) place
        cross join lateral (
            select abs(scale.worsts[place.place] - scale.bests[place.place]) as width,
                greatest(
                    (value.value - scale.bests[place.place]) * sign(scale.worsts[place.place] - scale.bests[place.place]),
                    0) as distance,
                scale.steps[place.place] as step, scale.firsts[place.place] as first_points,
                scale.lasts[place.place] as last_points
            offset 0
        ) line
        cross join lateral (
            select case when value.value is null then null
                when line.width = 0 then round(line.first_points, 2)
                else merit.quotient(
                    line.first_points * line.width
                    - least(coalesce(div(line.distance, line.step) * line.step, line.distance), line.width)
                        * (line.first_points - line.last_points),
                    line.width, 2) end as points
            offset 0
        ) points
    where e.kind = 'measured'
),
rated as (
    select e.*, view.self_points, view.supervisor_points, view.peer_points, counting.points,
        (
            select l.value ->> 'level' from jsonb_array_elements(e.levels) with ordinality l
            where case jsonb_typeof(l.value -> 'points') when 'array' then (l.value #>> '{points,0}')::numeric
                else (l.value ->> 'points')::numeric end <= counting.points
            order by l.ordinality limit 1) as band
    from expected e
        left join given own on e.is_held_against and own.employee_id = e.employee_id and own.indicator = e.indicator
            and own.source = 'self'
        left join given above on e.is_held_against and above.employee_id = e.employee_id and above.indicator = e.indicator
            and above.source = 'supervisor'
        left join given beside on e.is_held_against and beside.employee_id = e.employee_id and beside.indicator = e.indicator
            and beside.source = 'peer'
        cross join lateral (
            select case when e.is_held_against then own.points else e.stored_self end as self_points,
                case when e.is_held_against then above.points else e.stored_supervisor end as supervisor_points,
                case when e.is_held_against then beside.points else e.stored_peer end as peer_points
        ) view
        left join lateral (
            select v.points
            from source s
                join (values ('self', view.self_points), ('supervisor', view.supervisor_points), ('peer', view.peer_points))
                    v (source, points) using (source)
            where s.code = e.code and s.version = e.version and v.points is not null
            order by s.weight desc, s.place limit 1
        ) heaviest on true
        cross join lateral (select coalesce(round(e.ruled, 2), heaviest.points) as points) counting
    where e.kind = 'rated'
),
score as materialized (
    select employee_id, revision, code, version, dimension, weight, dimension_points, indicator, kind, max_points, stored_indicator,
        stored_dimension, stored_kind, stored_state, stored_value, stored_raw, stored_band, stored_points, stored_max, stored_self,
        stored_supervisor, stored_peer, ruled, state, value, raw_value, band, points, null::numeric as self_points,
        null::numeric as supervisor_points, null::numeric as peer_points
    from measured
    union all
    select employee_id, revision, code, version, dimension, weight, dimension_points, indicator, kind, max_points, stored_indicator,
        stored_dimension, stored_kind, stored_state, stored_value, stored_raw, stored_band, stored_points, stored_max, stored_self,
        stored_supervisor, stored_peer, ruled, case when points is null then 'not_rated' else 'scored' end, null, null, band, points,
        self_points, supervisor_points, peer_points
    from rated
),
contribution as (
    select s.employee_id, s.revision, v.source, s.dimension, min(s.weight) as weight, sum(v.points) as earned,
        sum(s.max_points) as available, min(s.dimension_points) as dimension_points
    from score s
        cross join lateral (values
            ('self', case when s.kind = 'measured' or s.ruled is not null then s.points else s.self_points end),
            ('supervisor', case when s.kind = 'measured' or s.ruled is not null then s.points else s.supervisor_points end),
            ('peer', case when s.kind = 'measured' or s.ruled is not null then s.points else s.peer_points end),
            ('data', case when s.kind = 'measured' then s.points end)) v (source, points)
    where v.points is not null
    group by s.employee_id, s.revision, v.source, s.dimension
),
weighed as (
    select c.*, sum(weight) over (partition by employee_id, revision, source) as weight_present from contribution c
),
by_indicator as materialized (
    select employee_id, revision, source,
        sum(merit.quotient(weight * 100 * earned, weight_present * available, 2)) as score,
        -- Sixty digits of each share, so that forty of the sum are exact, and half a hundredth is seen as that.
        round(round(sum(merit.quotient(weight * available, dimension_points, 60)), 40), 2) as coverage
    from weighed
    group by employee_id, revision, source
),
speaks as materialized (
    select employee_id, revision, bool_or(self_points is not null) as self, bool_or(supervisor_points is not null) as supervisor,
        bool_or(peer_points is not null) as peer
    from score
    group by employee_id, revision
),
sheet as materialized (
    select r.employee_id, r.revision, s.source, s.weight, s.place, s.is_required, sheet.score, sheet.coverage
    from appraised r
        join source s on s.code = r.template_code and s.version = r.template_version
        left join speaks using (employee_id, revision)
        left join by_indicator i on i.employee_id = r.employee_id and i.revision = r.revision and i.source = s.source
        left join given overall on overall.employee_id = r.employee_id and overall.source = s.source and overall.indicator is null
        cross join lateral (
            select case s.source when 'self' then r.self_score when 'supervisor' then r.supervisor_score
                    when 'peer' then r.peer_score else r.data_score end as stored,
                case s.source when 'self' then speaks.self when 'supervisor' then speaks.supervisor
                    when 'peer' then speaks.peer else true end as speaks
        ) kept
        cross join lateral (
            select case
                when s.source = 'data' then null
                when r.is_newest and not r.is_late then overall.points
                when overall.points is not null or not coalesce(kept.speaks, false) then kept.stored end as score
            offset 0
        ) at_once
        cross join lateral (
            select coalesce(at_once.score, case when kept.speaks then i.score end) as score,
                case when at_once.score is not null then 100.00 when kept.speaks then i.coverage end as coverage
            offset 0
        ) sheet
),
summed as materialized (
    select employee_id, revision,
        max(score) filter (where source = 'self') as self_score, max(score) filter (where source = 'supervisor') as supervisor_score,
        max(score) filter (where source = 'peer') as peer_score, max(score) filter (where source = 'data') as data_score,
        merit.quotient(sum(score * weight), sum(weight) filter (where score is not null), 2) as total,
        (array_agg(coverage order by weight desc, place) filter (where score is not null))[1] as coverage,
        array_agg(source order by place) filter (where is_required and score is null) as missing
    from sheet
    group by employee_id, revision
),
reasoned as (
    select r.*, s.self_score as new_self, s.supervisor_score as new_supervisor, s.peer_score as new_peer, s.data_score as new_data,
        s.coverage as new_coverage, s.total as sum_total, r.template_code is not null and a.employee_id is null as is_short,
        t.min_days, a.grades, a.near_points, why.reason_en, why.reason_zh as why_zh
    from found r
        left join template t on t.code = r.template_code and t.version = r.template_version
        left join appraised a on a.employee_id = r.employee_id and a.revision = r.revision
        left join summed s on s.employee_id = r.employee_id and s.revision = r.revision
        cross join lateral (
            select string_agg(reason.en, '; ' order by reason.place) as reason_en,
                string_agg(reason.zh, '；' order by reason.place) as reason_zh
            from (
                select m.ordinality as place, named.en, named.zh
                from unnest(s.missing) with ordinality m (source, ordinality)
                    join (values ('self', 'no self-evaluation', '缺少自评'), ('supervisor', 'no supervisor evaluation', '缺少上级评价'),
                        ('peer', 'no peer evaluation', '缺少同事评价'), ('data', 'nothing could be measured', '没有可计分的客观数据'))
                        named (source, en, zh) using (source)
                union all
                select 98, format('%s%% of the weight could be scored, %s%% is needed', s.coverage, trim_scale(a.min_coverage)),
                    format('可计分权重为 %s%%，低于要求的 %s%%', s.coverage, trim_scale(a.min_coverage))
                where s.coverage < a.min_coverage
                union all
                select 99, 'no evaluation and no data', '没有任何评价或数据'
                where a.employee_id is not null and s.total is null and s.missing is null
                union all
                select 1, format('employed %s %s of the period, %s are needed', r.days_employed,
                        case r.days_employed when 1 then 'day' else 'days' end, t.min_days),
                    format('考核期内在职 %s 天，少于要求的 %s 天', r.days_employed, t.min_days)
                where r.days_employed < t.min_days
                union all
                select 1, 'the source does not name this person among the people of the period any more',
                    '按数据源，该员工已不属于本考核期的考核范围'
                where r.template_code is null and r.days_employed = 0
                union all
                select 1, case when r.post is null then 'no post, and no default template'
                        else format('no template for the post ''%s'', and no default', r.post) end,
                    case when r.post is null then '没有岗位，也没有默认考核模板' else format('岗位“%s”没有对应的考核模板', r.post) end
                where r.template_code is null and r.days_employed > 0
            ) reason
            offset 0
        ) why
),
graded as (
    select r.*, total.total as new_total, grade.value ->> 'grade' as new_grade, (grade.value ->> 'coefficient')::numeric as new_coefficient,
        case when r.grades is null then 'not_appraised' when r.reason_en is not null then 'incomplete' else 'scored' end as new_status,
        coalesce((
            select bool_or((g.value ->> 'at_least')::numeric > 0
                and abs(total.total - (g.value ->> 'at_least')::numeric) <= r.near_points)
            from jsonb_array_elements(r.grades) g), false) as new_near_cut,
        merit.quotient(100 * (nps_promoters - nps_detractors), nps_responses, 2) as new_nps,
        div(trunc(sqrt(div(
                (nps_responses::numeric * (nps_promoters + nps_detractors)
                    - (nps_promoters - nps_detractors)::numeric * (nps_promoters - nps_detractors)) * 39200 * 39200,
                nullif(nps_responses::numeric * nps_responses * nps_responses, 0)))) + 1, 2) / 100 as new_margin,
        merit.quotient(100 * satisfied, satisfaction_responses, 2) as new_satisfaction
    from reasoned r
        cross join lateral (select case when r.reason_en is null then r.sum_total end as total) total
        left join lateral (
            select g.value from jsonb_array_elements(r.grades) with ordinality g
            where (g.value ->> 'at_least')::numeric <= total.total
            order by g.ordinality limit 1) grade on true
),
difference as (
    select employee_id, revision, null::text as indicator, field, stored, recomputed
    from graded
        cross join lateral (values
            ('status', status, new_status), ('reason', reason, reason_en), ('reason_zh', reason_zh, why_zh),
            ('self_score', trim_scale(self_score)::text, trim_scale(new_self)::text),
            ('supervisor_score', trim_scale(supervisor_score)::text, trim_scale(new_supervisor)::text),
            ('peer_score', trim_scale(peer_score)::text, trim_scale(new_peer)::text),
            ('data_score', trim_scale(data_score)::text, trim_scale(new_data)::text),
            ('total', trim_scale(total)::text, trim_scale(new_total)::text), ('grade', grade, new_grade),
            ('coefficient', trim_scale(coefficient)::text, trim_scale(new_coefficient)::text),
            ('coverage', trim_scale(coverage)::text, trim_scale(new_coverage)::text),
            ('near_cut', near_cut::text, new_near_cut::text), ('nps', trim_scale(nps)::text, trim_scale(new_nps)::text),
            ('nps_margin', trim_scale(nps_margin)::text, trim_scale(new_margin)::text),
            ('satisfaction', trim_scale(satisfaction)::text, trim_scale(new_satisfaction)::text)) field (field, stored, recomputed)
    where stored is distinct from recomputed
    union all
    select employee_id, revision, indicator, field, stored, recomputed
    from score
        cross join lateral (values
            ('dimension', stored_dimension, dimension), ('kind', stored_kind, kind), ('state', stored_state, state),
            ('value', trim_scale(stored_value)::text, trim_scale(value)::text),
            ('raw_value', trim_scale(stored_raw)::text, trim_scale(raw_value)::text), ('band', stored_band, band),
            ('points', trim_scale(stored_points)::text, trim_scale(points)::text),
            ('max_points', trim_scale(stored_max)::text, trim_scale(max_points)::text),
            ('self_points', trim_scale(stored_self)::text, trim_scale(self_points)::text),
            ('supervisor_points', trim_scale(stored_supervisor)::text, trim_scale(supervisor_points)::text),
            ('peer_points', trim_scale(stored_peer)::text, trim_scale(peer_points)::text)) field (field, stored, recomputed)
    where stored_indicator is not null and stored is distinct from recomputed
    union all
    select employee_id, revision, indicator, 'indicator_score', null, 'a row'
    from score
    where stored_indicator is null
    union all
    select s.employee_id, s.revision, s.indicator, 'indicator_score', 'a row', null
    from merit.indicator_score s
        left join appraised r on r.employee_id = s.employee_id and r.revision = s.revision
        left join indicator i on i.code = r.template_code and i.version = r.template_version and i.indicator = s.indicator
    where s.period_id = $1 and i.indicator is null
)
select employee_id, revision, indicator, field, stored, recomputed, true as is_difference
from difference
union all
select employee_id, revision, null, 'evaluation', null, 'changed since the last scoring; the next takes it in', false
from found
where is_newest and is_late
order by employee_id, revision, indicator nulls first, field
-- statement write_complaint_themes
insert into merit.complaint_theme (review_id, category, root_cause, priority, complaints, share_percent, running_percent,
    previous_complaints, change_percent, customers, repeats, repeat_percent, parts_wait_hours, parts_waits, suggestion, suggestion_zh,
    lacking, template_code, draft_id, proposal)
select $1, category, root_cause, priority, complaints, share_percent, running_percent,
    previous_complaints, change_percent, customers, repeats, repeat_percent, parts_wait_hours, parts_waits, suggestion, suggestion_zh,
    lacking, template_code, draft_id, proposal
from jsonb_to_recordset($2::jsonb) t (category text, root_cause text, priority integer, complaints bigint, share_percent numeric,
    running_percent numeric, previous_complaints bigint, change_percent numeric, customers bigint, repeats bigint, repeat_percent numeric,
    parts_wait_hours numeric, parts_waits bigint, suggestion text, suggestion_zh text, lacking jsonb, template_code text, draft_id bigint,
    proposal jsonb)
-- statement write_customer_comments
-- What customers said of people $2 in period $1 is what was read last ($3).
with forgotten as (
    delete from merit.customer_comment where period_id = $1 and employee_id = any ($2)
)
insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
select $1, employee_id, relation, ticket_id, score, comment, responded_at
from jsonb_to_recordset($3::jsonb) c (
    employee_id text, relation text, ticket_id text, score numeric, comment text, responded_at text)
-- statement write_indicator_reviews
insert into merit.indicator_review (review_id, template_code, template_version, dimension, indicator, title, title_zh, kind, weight, results,
    people, missing_percent, mean, standard_deviation, ceiling_percent, floor_percent, discrimination, discrimination_results, nps_link,
    nps_link_people, raters, rater_spread, leniency, self_gap, self_gap_results, previous_mean, trend, value, benchmark,
    benchmark_gap_percent, benchmark_id, recommendation, figure, certainty, reason, reason_zh, lacking, evidence, proposal)
select $1, template_code, template_version, dimension, indicator, title, title_zh, kind, weight, results,
    people, missing_percent, mean, standard_deviation, ceiling_percent, floor_percent, discrimination, discrimination_results, nps_link,
    nps_link_people, raters, rater_spread, leniency, self_gap, self_gap_results, previous_mean, trend, value, benchmark,
    benchmark_gap_percent, benchmark_id, recommendation, figure, certainty, reason, reason_zh, lacking, evidence, proposal
from jsonb_to_recordset($2::jsonb) r (template_code text, template_version integer, dimension text, indicator text, title text,
    title_zh text, kind text, weight numeric, results integer, people integer, missing_percent numeric, mean numeric,
    standard_deviation numeric, ceiling_percent numeric, floor_percent numeric, discrimination numeric, discrimination_results integer,
    nps_link numeric, nps_link_people integer, raters integer, rater_spread numeric, leniency numeric, self_gap numeric,
    self_gap_results integer, previous_mean numeric, trend numeric, value numeric, benchmark numeric, benchmark_gap_percent numeric,
    benchmark_id bigint, recommendation text, figure text, certainty text, reason text, reason_zh text, lacking jsonb, evidence jsonb,
    proposal jsonb)
-- statement write_quarter_figures
insert into merit.quarter_figure (review_id, measure, department, target_id, value, sample, lacking, lacking_zh)
select $1, measure, department, target_id, value, sample, lacking, lacking_zh
from jsonb_to_recordset($2::jsonb) f (measure text, department text, target_id bigint, value numeric, sample bigint, lacking text,
    lacking_zh text)
-- statement write_rater_reviews
insert into merit.rater_review (review_id, template_code, template_version, indicator, rater_id, people, ratings, mean, difference,
    leniency, spread, stands_out, same_for_all)
select $1, template_code, template_version, indicator, rater_id, people, ratings, mean, difference, leniency, spread, stands_out, same_for_all
from jsonb_to_recordset($2::jsonb) r (template_code text, template_version integer, indicator text, rater_id text, people integer,
    ratings integer, mean numeric, difference numeric, leniency numeric, spread numeric, stands_out boolean, same_for_all boolean)
-- statement write_tasks
-- Brings the tasks of period $1, of people $2, to the weak spots of their newest results ($3 to $17). An open task takes the new figures,
-- and keeps what people wrote into it; one that a scoring had dropped is opened again; what was closed stays as it is.
with weak as materialized (
    select *
    from unnest($3::text[], $4::text[], $5::integer[], $6::text[], $7::text[], $8::text[], $9::text[], $10::numeric[], $11::numeric[],
        $12::text[], $13::numeric[], $14::numeric[], $15::numeric[], $16::text[], $17::text[]) w (
        employee_id, indicator, priority, title, title_zh, reason, reason_zh, value, target, target_band, points_now,
        points_at_target, total_gain, owner_id, tickets)
),
newest as materialized (
    select person.employee_id, result.revision
    from (select distinct unnest($2::text[]) as employee_id) person
        cross join lateral (
            select r.revision from merit.result r
            where r.period_id = $1 and r.employee_id = person.employee_id order by r.revision desc limit 1) result
),
-- Looked up person by person (offset 0): of rows that this transaction wrote the planner knows no numbers.
dropped as materialized (
    select t.task_id, newest.revision
    from newest
        cross join lateral (
            select task_id, indicator from merit.improvement_task t
            where t.period_id = $1 and t.employee_id = newest.employee_id and t.status = 'open'
            offset 0
        ) t
    where (newest.employee_id, t.indicator) not in (select employee_id, indicator from weak)
),
cancelled as (
    update merit.improvement_task t
    set status = 'cancelled',
        status_reason = format('revision %s of the result does not show this among its weak spots', dropped.revision),
        status_reason_zh = format('第 %s 版结果中，此项不再是需要改进的弱项', dropped.revision)
    from dropped
    where t.task_id = dropped.task_id and t.status = 'open'
)
insert into merit.improvement_task as t (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh,
    value, target, target_band, points_now, points_at_target, total_gain, tickets, owner_id, due_on, training, proposal, advice)
select $1, w.employee_id, w.indicator, newest.revision, w.priority, w.title, w.title_zh, w.reason, w.reason_zh, w.value, w.target,
    w.target_band, w.points_now, w.points_at_target, w.total_gain, w.tickets::text[], w.owner_id,
    case p.kind
        when 'month' then (p.ends_on + 1 + interval '1 month')::date - 1
        when 'quarter' then (p.ends_on + 1 + interval '3 months')::date - 1
        else p.ends_on + (p.ends_on - p.starts_on + 1) end,
    (select string_agg(concat_ws(' ', c.title, c.url), '; ' order by c.code)
        from merit.training_course c where c.indicator = w.indicator and c.active),
    words.proposal, words.advice
from weak w
    join newest using (employee_id)
    join merit.appraisal_period p on p.period_id = $1
    cross join lateral (
        select string_agg(e.comment, E'\n' order by e.submitted_at) filter (where e.source = 'self') as proposal,
            string_agg(e.comment, E'\n' order by e.submitted_at) filter (where e.source = 'supervisor') as advice
        from merit.evaluation e
        where e.period_id = $1 and e.employee_id = w.employee_id and (e.indicator = w.indicator or e.indicator is null)
            and btrim(e.comment) <> '') words
order by w.employee_id, w.priority
on conflict (period_id, employee_id, indicator) do update
set revision = excluded.revision, priority = excluded.priority, title = excluded.title, title_zh = excluded.title_zh,
    reason = excluded.reason, reason_zh = excluded.reason_zh, value = excluded.value, target = excluded.target,
    target_band = excluded.target_band, points_now = excluded.points_now, points_at_target = excluded.points_at_target,
    total_gain = excluded.total_gain, tickets = excluded.tickets, proposal = coalesce(t.proposal, excluded.proposal),
    advice = coalesce(t.advice, excluded.advice), status = 'open', status_reason = null, status_reason_zh = null
where t.status = 'open' or t.status = 'cancelled' and t.cancelled_by is null and t.judged_in is null
