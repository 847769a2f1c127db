-- Whether the server waits for the client in a session of this login, or has ended it; and who holds what the session waits for. Of
-- another role's transaction the server may not say since when it is open: it is older than the waiting.
with wanted as (
    select relation::regclass::text as relation, waitstart from pg_locks where pid = $1 and not granted limit 1
)
select not exists (
        select from pg_stat_activity
        where pid = $1
            and (wait_event_type is distinct from 'Client' or state_change > clock_timestamp() - interval '1 second')) as is_silent,
    (select string_agg(
        case when blocking.pid = 0 then 'a prepared transaction' else format('process %s', blocking.pid) end
        || coalesce(' (' || nullif(concat_ws(', ', usename, nullif(application_name, '')), '') || ')', '')
        || format(' holds %s', coalesce(wanted.relation, 'what it waits for'))
        || coalesce(', in a transaction since ' || to_char(xact_start, 'YYYY-MM-DD HH24:MI:SS TZ'),
            ', since before ' || to_char(wanted.waitstart, 'YYYY-MM-DD HH24:MI:SS TZ'), ''), '; ' order by blocking.pid)
    from (select distinct unnest as pid from unnest(pg_blocking_pids($1))) blocking
        cross join wanted
        left join pg_stat_activity using (pid)) as obstacle
