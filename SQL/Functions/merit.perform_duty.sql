-- Performs the duty that has been due for longest. Losing one to a crash does no harm, so no disk is waited for.
create or replace function merit.perform_duty(performing_worker integer, out duty_name text, out notes merit.duty_note[])
    language plpgsql
as $$
begin
    select name into duty_name from merit.duty
    where next_due_at <= clock_timestamp() order by next_due_at limit 1
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
    exception
        when others then
            update merit.duty
            set next_due_at = clock_timestamp() + greatest(every, interval '10 seconds'), last_worker_id = performing_worker,
                last_error = sqlerrm
            where name = duty_name;
            notes := array[row(null, null, 'failed', sqlerrm, false)::merit.duty_note];
    end;
end
$$;
comment on function merit.perform_duty is 'Performs one duty that is due, unless another worker does; says which, and what it did.';
