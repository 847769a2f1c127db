-- A row is added by whoever needs it first; who comes meanwhile waits for that transaction.
create or replace function merit.take_turn(turn_name text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    loop
        perform from merit.turn where name = turn_name for update;
        exit when found;
        insert into merit.turn (name) values (turn_name) on conflict do nothing;
        exit when found;
    end loop;
end
$$;
comment on function merit.take_turn is 'Waits until nobody else does what the name says, and keeps others from it until the transaction ends.';
revoke execute on function merit.take_turn from public;
grant execute on function merit.take_turn to merit_worker, merit_hr;

-- What one period leads to depends on those beside it: of the periods of one kind and department one is written at a time.
create or replace function merit.take_turn_of_period(chosen_period bigint) returns void
    -- Whoever writes before may write for long, and what was measured for this is not to be measured again for that.
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '10min'
as $$
declare
    beside constant text := (
        select concat_ws(' ', kind, department) from merit.appraisal_period where period_id = chosen_period);
begin
    perform merit.take_turn('periods: ' || beside);
    -- A worker of the version before takes an advisory lock instead. Anybody can hold that one, so it is waited for some seconds only.
    if exists (select from merit.worker_session where lock_key is null) then
        for try in 1..50 loop
            exit when pg_try_advisory_xact_lock('merit.outcome'::regclass::oid::integer, hashtext(beside));
            perform pg_sleep(0.1);
        end loop;
    end if;
end
$$;
comment on function merit.take_turn_of_period is 'Waits until no other period of the same kind and department is written.';
revoke execute on function merit.take_turn_of_period from public;
grant execute on function merit.take_turn_of_period to merit_worker;
