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
select 'rights', 'advice',
    case when rolsuper then format('%s is a superuser: what schema merit refuses to others it cannot refuse to %s', session_user, session_user)
        else format('%s may act as the owner of schema merit, who can take away what refuses and records', session_user) end,
    'migrate with it, and nothing else: workers connect as merit_worker, people as members of merit_hr'
from pg_roles
where rolname = session_user
    and (rolsuper or pg_has_role(session_user, (select nspowner from pg_namespace where nspname = 'merit'), 'member'))
union all
select 'rights', 'advice', 'everybody may create functions in schema public, and people who name functions without their schema may call those',
    'REVOKE CREATE ON SCHEMA public FROM PUBLIC'
where to_regnamespace('public') is not null and has_schema_privilege('public', 'public', 'create')
union all
select 'rights', 'advice', format('the application %s may read schema merit itself, whomever it acts for', role_name),
    'give it merit_person and nothing else: docs/people.md'
from merit.application join pg_roles on rolname = role_name
where rolsuper or has_table_privilege(rolname, 'merit.result', 'select')
union all
select 'rights', 'fault', format('the role %s is another one than stands in merit.%s, so whoever logs in by it is nobody', role_name, table_name),
    format('if it is still theirs: update merit.%s set role_name = role_name where role_name = %L; else delete the row', table_name, role_name)
from (
        select 'login' as table_name, role_name, role_id from merit.login
        union all
        select 'application', role_name, role_id from merit.application
    ) known
where role_id is distinct from to_regrole(quote_ident(role_name))::oid
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
(select 'source', case when matches_nobody then 'fault' else 'advice' end, format('period "%s": %s%s', period, finding,
        case when ids <> '{}' then ', such as "' || array_to_string(ids, '", "') || '"' else '' end), advice
from merit.newest_data_finding
where period_status <> 'closed'
order by matches_nobody desc, period_id desc, finding_id limit 10)
union all
select 'source', 'advice', format('%s more findings about the rows of periods that are not closed', count(*) - 10),
    'merit period status, or: select * from merit.newest_data_finding'
from merit.newest_data_finding where period_status <> 'closed' having count(*) > 10
union all
select 'time zones', 'fault', format('the server does not know the time zone %s of period "%s"', time_zone, min(label)),
    'install the system''s tzdata on the server, or the version that it had'
from merit.appraisal_period
where lower(time_zone) not in (select lower(name) from pg_timezone_names union all select 'utc')
group by time_zone
union all
select 'queue', 'fault', format('the setting %s is %s; it is a whole number from %s to %s', name, value, least, most),
    format('update merit.setting set value = … where name = %L', name)
from merit.setting where not value::integer between least and most
union all
select 'indexes', 'fault', format('the index %s is not valid', indexrelid::regclass), format('REINDEX INDEX %s', indexrelid::regclass)
from pg_index join pg_class c on c.oid = indrelid
where c.relnamespace = 'merit'::regnamespace and not indisvalid
union all
select 'privacy', 'advice', format('%s holds stand, the oldest since %s', count(*), min(placed_at)::date),
    'see merit.hold, and lift those that nothing speaks for any more'
from merit.hold where lifted_at is null and (until is null or until >= current_date) having count(*) > 0
union all
select 'privacy', 'fault', format('%s %s are older than %s says', rows, what, setting),
    format('the duty %s deletes them: see merit.duty.last_error', duty)
from merit.kept_too_long() where rows > 0
union all
select 'connection', 'advice', format('the server has room for %s more connections', greatest(free, 0)),
    'raise max_connections, or put a pooler before other programs'
from room where free < 10
