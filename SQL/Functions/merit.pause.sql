create or replace function merit.pause(job_kind text default '*', why text default '') returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    -- What this version does; other versions may do more, and then such jobs are there.
    shipped constant text[] := array['check_template', 'read_rows', 'review_quarter', 'score_period', 'stand_period'];
begin
    if job_kind <> '*' and job_kind <> all (shipped) and not exists (select from merit.job where kind = job_kind) then
        raise exception 'there are no jobs of kind "%"', job_kind
            using errcode = 'invalid_parameter_value', hint = format('Kinds of jobs: %s; * for all.', array_to_string(shipped, ', '));
    end if;
    insert into merit.paused (kind, reason) values (job_kind, why)
    on conflict (kind) do update set reason = excluded.reason;
end
$$;
comment on function merit.pause is 'Lets no worker begin jobs of a kind, or of any; what runs goes on.';
