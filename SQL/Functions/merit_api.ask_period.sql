create or replace function merit_api.ask_period(
    of_period text, starts_on date, ends_on date, time_zone text, evaluate_by timestamptz default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (select from merit.duty_of(viewer, 'hr') d where d is null) then
        perform merit.refuse('period that you may ask for');
    end if;
    insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, evaluate_by, requested_by)
    values (of_period, ask_period.starts_on, ask_period.ends_on, ask_period.time_zone, ask_period.evaluate_by, viewer);
end
$$;
comment on function merit_api.ask_period is
    'Asks for a period of everyone, whose days are both included; it is scored when it is over. You have the duty hr towards everyone.';
grant execute on function merit_api.ask_period to merit_person;

create or replace function merit_api.set_period(of_period text, status text, why text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    stands text;
begin
    if set_period.status is null or set_period.status not in ('pending', 'closed', 'cancelled', 'scored')
        or not exists (select from merit.duty_of(viewer, 'hr') d where d is null)
        or not exists (select from merit.appraisal_period p where p.label = of_period) then
        perform merit.refuse(format('period "%s" that you may set to %s', of_period, coalesce(set_period.status, 'null')));
    end if;
    -- Why it stands as it does is said where that changes. A scoring that is asked for again is another one.
    select p.status into stands from merit.appraisal_period p where p.label = of_period for no key update;
    if set_period.status = stands and set_period.status <> 'pending' then
        raise exception 'period "%" is % already', of_period, stands
            using errcode = 'object_not_in_prerequisite_state', hint = 'Nothing changes, nor does the reason.';
    end if;
    update merit.appraisal_period p
    set status = set_period.status, status_reason = coalesce(why, p.status_reason),
        score_after = case when set_period.status = 'pending' then least(p.score_after, clock_timestamp()) else p.score_after end
    where p.label = of_period;
end
$$;
comment on function merit_api.set_period is
    'Has a period scored now (pending), stops that (cancelled), closes what is scored (closed) or opens it again (scored, with a reason). You have the duty hr towards everyone.';
grant execute on function merit_api.set_period to merit_person;
