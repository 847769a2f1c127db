-- What holds a worker that ends when idle: jobs that run, that are due, or that wait for another try; and when the next that is
-- not due yet will be. What is paused holds nobody. It waits for no lock for long, because leases are renewed on the same session.
create or replace function merit.queue_state(
        kinds text[], out running boolean, out waiting boolean, out next_in_milliseconds bigint)
    language plpgsql stable set search_path = pg_catalog, pg_temp set lock_timeout = '250ms'
as $$
begin
    select exists (select from merit.job where state = 'running' and kind = any (kinds)),
        coalesce(bool_or(run_at <= clock_timestamp() or attempt > 0 or retries > 0), false),
        ceil(extract(epoch from min(run_at) filter (where run_at > clock_timestamp()) - clock_timestamp()) * 1000)
    into running, waiting, next_in_milliseconds
    from merit.job
    where state = 'available' and kind = any (merit.open_kinds(kinds));
end
$$;
comment on function merit.queue_state is 'Whether jobs of some kinds run or wait, and when the next is due.';
grant execute on function merit.queue_state to merit_worker;
