-- What holds a worker that ends when idle: jobs that run, that are due, or that wait for another try; and when the next that is
-- not due yet will be. What is paused holds nobody.
select
    exists (select from merit.job where state = 'running' and kind = any ($1)) as running,
    coalesce(bool_or(run_at <= clock_timestamp() or attempt > 0 or retries > 0), false) as waiting,
    ceil(extract(epoch from min(run_at) filter (where run_at > clock_timestamp()) - clock_timestamp()) * 1000)::bigint
        as next_in_milliseconds
from merit.job
where state = 'available' and kind = any (merit.open_kinds($1))
