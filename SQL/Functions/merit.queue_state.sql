-- What holds a worker that ends when idle: jobs that run, that are due, or that wait for another try; and when the next that is
-- not due yet will be. What is paused holds nobody. It waits for no lock for long, because leases are renewed on the same session, and reads
-- the first of each line only, however many wait.
create or replace function merit.queue_state(
        kinds text[], out running boolean, out waiting boolean, out next_in_milliseconds bigint)
    language plpgsql stable set search_path = pg_catalog, pg_temp set lock_timeout = '250ms' set plan_cache_mode = force_generic_plan
    set enable_sort = off set jit = off
as $$
declare
    now_is constant timestamptz := clock_timestamp();
    open_kinds constant text[] := merit.open_kinds(kinds);
begin
    select exists (select from merit.job where state = 'running' and kind = any (kinds)),
        count(due.run_at) > 0 or exists (
            select from merit.job where state = 'available' and (attempt > 0 or retries > 0) and kind = any (open_kinds)),
        ceil(extract(epoch from min(later.run_at) - now_is) * 1000)
    into running, waiting, next_in_milliseconds
    from merit.lines(open_kinds) line
        left join lateral (
            select j.run_at from merit.job j
            where j.state = 'available' and j.asked_by = line.asked_by and j.kind = line.kind and j.priority = line.priority
                and j.run_at <= now_is
            order by j.run_at limit 1) due on true
        left join lateral (
            select j.run_at from merit.job j
            where j.state = 'available' and j.asked_by = line.asked_by and j.kind = line.kind and j.priority = line.priority
                and j.run_at > now_is
            order by j.run_at limit 1) later on true;
end
$$;
comment on function merit.queue_state is 'Whether jobs of some kinds run or wait, and when the next is due.';
grant execute on function merit.queue_state to merit_worker;
