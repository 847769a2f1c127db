-- Completes running jobs that have no effects of their own, each under its token; all of them, or none where what one of them needs
-- is held: those who share a statement do not wait for each other's locks.
create or replace function merit.complete(job_numbers bigint[], tokens bigint[]) returns setof bigint
    language plpgsql set search_path = pg_catalog, pg_temp set lock_timeout = '10ms'
as $$
begin
    return query
        update merit.job
        set state = 'completed', finished_at = clock_timestamp(), lease_expires_at = null, backend = null, progress = null,
            last_error = null
        from unnest(job_numbers, tokens) done (job_id, lease_token)
        where job.job_id = done.job_id and job.state = 'running' and job.lease_token = done.lease_token
        returning job.job_id;
end
$$;
comment on function merit.complete is 'Completes running jobs under their tokens; returns those whose lease was not lost.';
grant execute on function merit.complete to merit_worker;
