create or replace function merit_api.record_interview(
    of_period text, of_employee text, said text, agreed text default null, held_at timestamptz default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.period_of(of_period);
    recorded bigint;
begin
    -- Of a result that there is: whether there is one is known to whoever is the supervisor or has the duty.
    if of_employee is null or coalesce(chosen, -1) = -1
        or not (merit.is_supervisor(viewer, chosen, of_employee) or merit.is_officer(viewer, 'hr', chosen, of_employee))
        or not exists (select from merit.newest_result n where n.period_id = chosen and n.employee_id = of_employee) then
        perform merit.refuse(format('result of "%s" in period "%s" that you may talk about', of_employee, of_period));
    end if;
    if btrim(coalesce(said, '')) = '' or greatest(length(said), length(agreed)) > 100000 then
        raise exception 'an interview says what was said, in at most 100000 characters'
            using errcode = 'check_violation', hint = 'Give said, and agreed where something was agreed.';
    end if;
    if held_at > clock_timestamp() + interval '1 hour' then
        raise exception 'an interview is recorded when it was held'
            using errcode = 'check_violation', hint = 'Give held_at, or leave it out: then it is now.';
    end if;
    -- Sent twice it is recorded once.
    select i.interview_id into recorded from merit.interview i
    where i.period_id = chosen and i.employee_id = of_employee and i.held_by = viewer and i.said = record_interview.said
        and i.agreed is not distinct from record_interview.agreed and i.acknowledged_at is null
        and case when record_interview.held_at is null then i.held_at > clock_timestamp() - interval '10 minutes'
            else i.held_at = record_interview.held_at end
    limit 1;
    if found then
        return recorded;
    end if;
    if (
        select count(*) from merit.interview i
        where i.period_id = chosen and i.employee_id = of_employee and i.held_by = viewer) >= 100 then
        raise exception 'there are 100 interviews with "%" by you in period "%"', of_employee, of_period
            using errcode = 'program_limit_exceeded', hint = 'Say the rest in the one that is open.';
    end if;
    insert into merit.interview (period_id, employee_id, held_at, held_by, said, agreed, recorded_by)
    values (chosen, of_employee, coalesce(record_interview.held_at, clock_timestamp()), viewer, record_interview.said,
        record_interview.agreed, viewer)
    returning interview_id into recorded;
    return recorded;
end
$$;
comment on function merit_api.record_interview is
    'Records an interview that you held about a result, with somebody whose supervisor you are or towards whom you have the duty hr: what was said, and what was agreed. Returns its number.';
grant execute on function merit_api.record_interview to merit_person;
