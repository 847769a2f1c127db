-- A row is added by whoever needs it first; who comes meanwhile waits for that transaction. What people do takes two of the turns, in the
-- guards of templates and of reviews; whoever took another could keep workers from writing.
create or replace function merit.take_turn(turn_name text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if turn_name not in ('template', 'quarter_review') and not pg_has_role(session_user, 'merit_worker', 'member')
        -- For `merit sample`, which makes the schema too.
        and not pg_has_role(session_user, 'merit_owner', 'member') then
        raise exception 'the turn "%" is not for %', turn_name, session_user
            using errcode = 'insufficient_privilege', hint = 'Merit''s own functions take turns; workers take this one.';
    end if;
    loop
        perform from merit.turn where name = turn_name for update;
        exit when found;
        insert into merit.turn (name) values (turn_name) on conflict do nothing;
        exit when found;
    end loop;
end
$$;
comment on function merit.take_turn is 'Waits until nobody else does what the name says, and keeps others from it until the transaction ends.';
grant execute on function merit.take_turn to merit_worker, merit_hr;

-- What one period leads to depends on those beside it: of the periods of one kind and department one is written at a time.
create or replace function merit.take_turn_of_period(chosen_period bigint) returns void
    -- Whoever writes before may write for long, and what was measured for this is not to be measured again for that.
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '10min'
as $$
declare
    beside constant text := (
        select concat_ws(' ', kind, department) from merit.appraisal_period where period_id = chosen_period);
    -- Of the advisory lock that a worker of version 0.1 takes instead, for as long as it writes.
    space constant integer := 'merit.outcome'::regclass::oid::integer;
    key constant integer := hashtext(beside);
    began constant timestamptz := clock_timestamp();
begin
    perform merit.take_turn('periods: ' || beside);
    if not exists (select from merit.worker_session where lock_key is null) then
        return;
    end if;
    while not pg_try_advisory_xact_lock(space, key) loop
        -- Anybody can hold that lock: whoever is no such worker is waited for some seconds only.
        exit when clock_timestamp() > began + interval '5 seconds' and not exists (
            select from merit.worker_session w
                join merit.job j on j.worker_id = w.worker_id and j.state = 'running'
                join pg_locks l on l.pid = (j.backend).pid
            where w.lock_key is null and l.locktype = 'advisory' and l.granted and l.objsubid = 2
                and l.database = (select oid from pg_database where datname = current_database())
                and l.classid = space::oid and l.objid = key::oid);
        if clock_timestamp() > began + interval '10 minutes' then
            raise exception 'a worker of the version before writes a period beside this one'
                using errcode = 'lock_not_available';
        end if;
        perform pg_sleep(0.1);
    end loop;
end
$$;
comment on function merit.take_turn_of_period is 'Waits until no other period of the same kind and department is written.';
grant execute on function merit.take_turn_of_period to merit_worker;
