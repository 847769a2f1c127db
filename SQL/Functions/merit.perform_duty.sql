-- Performs the duty that has been due for longest: sweeping, another, or where `sweeping` is null either. Losing one to a crash does
-- no harm, so no disk is waited for. Whatever a duty does, it waits this long for a lock and no longer; whoever calls this bounds the
-- whole by statement_timeout.
create or replace function merit.perform_due(
        performing_worker integer, sweeping boolean, out duty_name text, out notes merit.duty_note[])
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '2s'
as $$
declare
    longest constant interval := current_setting('statement_timeout')::interval;
    problem text;
    is_held boolean := false;
begin
    select name into duty_name from merit.duty
    where next_due_at <= clock_timestamp() and (sweeping is null or (name = 'sweep') = sweeping)
    order by next_due_at limit 1
    for no key update skip locked;
    if not found then
        return;
    end if;
    perform set_config('synchronous_commit', 'off', true);
    begin
        execute format('select array_agg(told) from merit.%I() told', duty_name) into notes;
        update merit.duty
        set next_due_at = clock_timestamp() + every, last_done_at = clock_timestamp(), last_worker_id = performing_worker,
            last_error = (select string_agg(told.note, '; ') from unnest(notes) told where told.job_id is null and told.state = 'failed')
        where name = duty_name;
        return;
    exception
        when lock_not_available then
            is_held := true;
            problem := 'another transaction holds what it needs';
        when query_canceled or others then
            problem := sqlerrm;
            if sqlstate = '57014' then
                -- Not for the time it took: somebody ended it.
                if longest = '0' or clock_timestamp() < statement_timestamp() + longest - interval '50 milliseconds' then
                    raise;
                end if;
                problem := format('it took longer than %s s', extract(epoch from longest)::float8);
            end if;
    end;
    update merit.duty
    set next_due_at = clock_timestamp() + case when is_held then least(every, interval '10 seconds')
            else greatest(every, interval '10 seconds') end,
        last_worker_id = performing_worker, last_error = problem
    where name = duty_name;
    notes := array[row(null, null, case when is_held then 'held up' else 'failed' end, problem, false)::merit.duty_note];
end
$$;
comment on function merit.perform_due is 'Performs one duty that is due, sweeping or another, unless another worker does; says which, and what it did.';
grant execute on function merit.perform_due to merit_worker;

create or replace function merit.perform_duty(performing_worker integer, out duty_name text, out notes merit.duty_note[])
    language sql
begin atomic
    select * from merit.perform_due(performing_worker, null);
end;
comment on function merit.perform_duty is 'Performs one duty that is due, as workers of the version before ask for it.';
