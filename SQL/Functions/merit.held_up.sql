-- Query texts are never told: they may hold what is nobody's business. Since when a transaction is open the server tells those who
-- may read all sessions' state; its owner may where an administrator ran the migration.
create or replace function merit.held_up(waiting integer) returns text
    language sql volatile strict security definer set search_path = pg_catalog, pg_temp
as $$
    with wanted as (
        select relation from pg_locks where pid = waiting and not granted and locktype in ('relation', 'tuple')
    ), shown as (
        -- Sequences are locked as tables are.
        select l.pid, l.granted, l.mode, c.oid, c.oid::regclass::text as name
        from pg_locks l join pg_class c on c.oid = l.relation
        where l.locktype = 'relation' and c.relkind in ('r', 'p', 'S') and c.relnamespace <> 'pg_catalog'::regnamespace
            and l.database = (select oid from pg_database where datname = current_database())
    ), blocking as (
        select distinct unnest as pid from unnest(pg_blocking_pids(waiting))
    ), holding as (
        select pid, (
            select string_agg(distinct held.name, ', ')
            from shown held
            where held.pid = blocking.pid and held.granted
                and case when exists (select from wanted) then held.oid in (select relation from wanted)
                    -- It waits for a row: of what both have changed, or are about to.
                    else held.mode <> 'AccessShareLock'
                        and exists (select from shown own where own.pid = waiting and own.oid = held.oid and own.mode <> 'AccessShareLock')
                    end) as relations
        from blocking
        union all
        -- It waits no longer: who holds a whole table of schema merit against changes.
        select held.pid, string_agg(distinct held.name, ', ')
        from shown held join pg_class c using (oid)
        where c.relnamespace = 'merit'::regnamespace and held.granted and held.pid <> pg_backend_pid()
            and held.mode in ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')
            and not exists (select from blocking)
        group by held.pid
    )
    select string_agg(
        case when pid = 0 then 'a prepared transaction' else format('process %s', pid) end
        || coalesce(' (' || nullif(concat_ws(', ', coalesce(usename, backend_type), nullif(application_name, '')), '') || ')', '')
        || format(' holds %s', coalesce(relations, 'what it waits for'))
        || coalesce(', in a transaction since ' || to_char(xact_start, 'YYYY-MM-DD HH24:MI:SS TZ'), ''), '; ' order by pid)
    from holding left join pg_stat_activity using (pid)
$$;
comment on function merit.held_up is 'Who holds what a session waits for, since when: process, user, application, relations; where it does not wait, who holds tables of this schema. Null where nobody does.';
grant execute on function merit.held_up to merit_worker;
