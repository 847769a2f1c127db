-- Puts a running job back, to run at `due`; without a reason nothing went wrong, and it waits as if it had not begun: if the next
-- asking waits already, the two become one. With a reason this one then ends as superseded, and the next one does the whole if this one
-- was to. If that asking is not committed yet, or what the job's triggers need is held, the job keeps running without lease until a
-- sweep finds out.
create or replace function merit.put_back(job_number bigint, token bigint, due timestamptz, counted boolean, reason text) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '100ms'
as $$
declare
    now_in text;
    next_is_whole boolean;
    next_due timestamptz;
begin
    begin
        perform from merit.job
        where job_id = job_number and state = 'running' and lease_token = token and reason is null
        for no key update;
        if found then
            -- No attempt was made at the one, nor at the other.
            delete from merit.job next using merit.job this
            where this.job_id = job_number and this.state = 'running' and this.lease_token = token
                and next.kind = this.kind and next.subject_id = this.subject_id and next.state = 'available'
            returning next.whole, next.run_at into next_is_whole, next_due;
        end if;
        begin
            update merit.job
            set state = 'available', whole = whole or coalesce(next_is_whole, false),
                run_at = case when next_is_whole and not whole then next_due else least(due, next_due) end,
                lease_expires_at = null, backend = null, progress = null,
                attempt = case when reason is not null then attempt - (not counted)::integer else 0 end,
                retries = case when reason is not null then retries + (not counted)::integer else 0 end, last_error = reason
            where job_id = job_number and state = 'running' and lease_token = token
            returning state into now_in;
        exception
            when unique_violation then
                update merit.job next set whole = true
                from merit.job this
                where this.job_id = job_number and this.state = 'running' and this.lease_token = token and this.whole
                    and next.kind = this.kind and next.subject_id = this.subject_id and next.state = 'available' and not next.whole;
                update merit.job
                set state = 'cancelled', lease_expires_at = null, backend = null, progress = null,
                    attempt = attempt - (not counted)::integer, finished_at = clock_timestamp(),
                    last_error = 'superseded: it was asked for again meanwhile'
                where job_id = job_number and state = 'running' and lease_token = token
                returning state into now_in;
        end;
    exception
        when lock_not_available then
            update merit.job
            set run_at = due, lease_expires_at = null, backend = null, progress = null,
                attempt = attempt - (not counted)::integer, retries = retries + (not counted)::integer, last_error = reason
            where job_id = job_number and state = 'running' and lease_token = token
            returning state into now_in;
    end;
    if now_in = 'available' then
        perform pg_notify('merit_job', 'put back');
    end if;
    return now_in;
end
$$;
comment on function merit.put_back is 'Puts a running job back in the queue under its token; returns its new state, null where the lease was lost.';
