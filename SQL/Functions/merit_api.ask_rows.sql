-- The indicators whose rows somebody may look at: those of the results that they may see, but where a mean, held against what the rows come
-- to, would tell what a few others did.
create or replace function merit.measured_values(asking text, of_period bigint, of_employee text)
    returns table (period_id bigint, employee_id text, revision integer, standing text, indicator text)
    language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
begin
    return query
        with telling as materialized (
            select * from merit.telling_means(asking, of_period)
        )
        select seen.period_id, seen.employee_id, seen.revision, seen.standing, s.indicator
        from merit.reach(asking, of_period, of_employee) seen
            cross join lateral (
                select * from merit.result one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
            cross join lateral (
                select * from merit.indicator_score one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision
                    and one.kind = 'measured' offset 0) s
        where not exists (
            select from telling t
            where t.period_id = seen.period_id and t.template_code = r.template_code and t.indicator = s.indicator);
end
$$;
comment on function merit.measured_values is 'The measured indicators of the results that somebody may see, as far as their rows may be looked at.';

-- Whoever waits is not queued behind scorings. An answer is as good as new for ten minutes, and what could not be read is tried again after
-- some seconds. Two who ask at once ask for one reading: the second waits at the unique index until the first has committed.
create or replace function merit_api.ask_rows(of_period text, of_employee text, of_indicator text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.known_viewer();
    seen record;
    newest merit.row_reading;
    waiting bigint;
begin
    select v.* into seen
    from merit.measured_values(viewer, coalesce(merit.period_of(of_period), -1), coalesce(of_employee, viewer)) v
    where v.indicator = of_indicator;
    if not found then
        perform merit.refuse(format('row behind "%s" in period "%s" that you may look at', of_indicator, of_period));
    end if;
    select q.* into newest
    from merit.row_reading q
    where q.period_id = seen.period_id and q.employee_id = seen.employee_id and q.indicator = seen.indicator and q.revision = seen.revision
    order by q.reading_id desc
    limit 1;
    if newest.answered_at > clock_timestamp()
            - (case when newest.problem is null then interval '10 minutes' else interval '10 seconds' end) then
        return newest.reading_id;
    end if;
    if newest.reading_id is not null and newest.answered_at is null then
        waiting := newest.reading_id;
    else
        if (select count(*) from merit.row_reading q where q.asked_by = viewer and q.answered_at is null) >= 50 then
            raise exception 'you asked for 50 readings that nobody has answered yet'
                using errcode = 'program_limit_exceeded', hint = 'Wait for them; merit jobs list shows whether a worker does anything.';
        end if;
        -- Of what was read before, the newest that has rows is shown until this one is answered.
        delete from merit.row_reading q
        where q.period_id = seen.period_id and q.employee_id = seen.employee_id and q.indicator = seen.indicator and q.revision = seen.revision
            and q.answered_at is not null
            and q.reading_id is distinct from (
                select max(one.reading_id) from merit.row_reading one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.indicator = seen.indicator
                    and one.revision = seen.revision and one.answered_at is not null and one.problem is null);
        insert into merit.row_reading (period_id, employee_id, revision, indicator, asked_by)
        values (seen.period_id, seen.employee_id, seen.revision, seen.indicator, viewer)
        on conflict (period_id, employee_id, indicator, revision) where answered_at is null do nothing
        returning reading_id into waiting;
        if waiting is null then
            select max(q.reading_id) into waiting
            from merit.row_reading q
            where q.period_id = seen.period_id and q.employee_id = seen.employee_id and q.indicator = seen.indicator
                and q.revision = seen.revision;
        end if;
    end if;
    -- Of one that waits for long somebody may have cancelled the job.
    if not exists (
        select from merit.job j where j.kind = 'read_rows' and j.subject_id = waiting and j.state in ('available', 'running')) then
        update merit.row_reading q set asked_at = clock_timestamp() where q.reading_id = waiting;
        perform merit.ask('read_rows', waiting, clock_timestamp());
        update merit.job j set priority = -1 where j.kind = 'read_rows' and j.subject_id = waiting and j.state = 'available';
    end if;
    return waiting;
end
$$;
comment on function merit_api.ask_rows is
    'Asks for the rows behind a measured indicator of a result that you may see; a worker answers in merit_api.rows_behind. Returns the number of the reading.';
grant execute on function merit_api.ask_rows to merit_person;
