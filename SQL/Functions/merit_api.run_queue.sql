create or replace function merit_api.run_queue(act text, why text, job_kind text default null, job_number bigint default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (select from merit.duty_of(viewer, 'operator')) or act is null
        or act not in ('pause', 'resume', 'retry', 'cancel')
        or (act in ('pause', 'resume')) <> (job_kind is not null) or (act in ('retry', 'cancel')) <> (job_number is not null)
        or job_number is not null and not exists (select from merit.job j where j.job_id = job_number) then
        perform merit.refuse(format('%s of %s that you may do', coalesce(act, 'null'), coalesce(job_kind, job_number::text, 'null')));
    end if;
    if btrim(coalesce(why, '')) = '' or length(why) > 1000 then
        raise exception 'whoever does that says why, in at most 1000 characters'
            using errcode = 'not_null_violation', hint = 'Give why.';
    end if;
    case act
        when 'pause' then
            perform merit.pause(job_kind, why);
            update merit.paused set paused_by = viewer where kind = job_kind;
        when 'resume' then perform merit.resume(job_kind);
        when 'retry' then perform merit.retry(job_number);
        else perform merit.cancel(job_number, why);
    end case;
    insert into merit.queue_act (act, kind, job_id, reason, made_by) values (act, job_kind, job_number, why, viewer);
end
$$;
comment on function merit_api.run_queue is
    'Pauses or resumes a kind of jobs (* for all), retries or cancels a job, with a reason; you have the duty operator.';
grant execute on function merit_api.run_queue to merit_person;

create or replace function merit_api.queue_acts(of_job bigint default null)
    returns table (act text, job_id bigint, kind text, reason text, made_by text, made_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    if not merit.sees_queue(merit.viewer()) then
        return;
    end if;
    return query
        select a.act, a.job_id, a.kind, a.reason, a.made_by, a.made_at
        from merit.queue_act a where of_job is null or a.job_id = of_job order by a.act_id desc limit 50;
end
$$;
comment on function merit_api.queue_acts is 'What operators did to the queue, the newest first, and why; for whoever sees merit_api.jobs.';
grant execute on function merit_api.queue_acts to merit_person;
