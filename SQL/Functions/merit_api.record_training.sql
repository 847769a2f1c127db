create or replace function merit_api.record_training(
    of_period text, of_employee text, title text, began_on date, ended_on date, hours numeric default null, taught_by text default null,
    attended boolean default true, note text default null, kind text default 'training') returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.period_of(of_period);
    is_taught constant boolean := record_training.kind = 'training';
    recorded bigint;
    called text;
    written text;
    most integer;
begin
    -- Because of a result that there is.
    if of_employee is null or coalesce(chosen, -1) = -1 or not merit.is_officer(viewer, 'hr', chosen, of_employee)
        or not exists (select from merit.newest_result n where n.period_id = chosen and n.employee_id = of_employee) then
        perform merit.refuse(format('result of "%s" in period "%s" because of which you may record a training', of_employee, of_period));
    end if;
    if record_training.kind is null or record_training.kind not in ('training', 'transfer') then
        raise exception 'what is recorded is a training or a transfer'
            using errcode = 'check_violation', hint = 'Give kind as training, or as transfer: a change of post.';
    end if;
    if btrim(coalesce(record_training.title, '')) = '' then
        raise exception 'a training has a title' using errcode = 'check_violation', hint = 'Give title.';
    end if;
    for called, written, most in
        values ('the title', record_training.title, 1000), ('the name of the teacher', record_training.taught_by, 1000), ('the note', record_training.note, 100000)
    loop
        if length(written) > most then
            raise exception '% has % characters; % is the most', called, length(written), most
                using errcode = 'check_violation', hint = 'Shorten it.';
        end if;
    end loop;
    if record_training.began_on is null or record_training.ended_on is null or record_training.ended_on < record_training.began_on then
        raise exception 'a training does not end before it begins'
            using errcode = 'check_violation', hint = 'Give began_on and ended_on; of a transfer both are its first day.';
    end if;
    if is_taught and btrim(coalesce(record_training.taught_by, '')) = '' then
        raise exception 'a training says who taught' using errcode = 'check_violation', hint = 'Give taught_by.';
    end if;
    if is_taught and (record_training.hours is null or record_training.hours <= 0 or record_training.hours >= 10000
        or scale(trim_scale(record_training.hours)) > 2) then
        raise exception 'a training takes more than 0 and less than 10000 hours'
            using errcode = 'check_violation', hint = 'Give hours with at most 2 digits behind the point.';
    end if;
    -- Sent twice it is recorded once.
    select t.record_id into recorded from merit.training_record t
    where t.because_of = chosen and t.employee_id = of_employee and t.kind = record_training.kind
        and (t.title, t.began_on, t.ended_on) = (btrim(record_training.title), record_training.began_on, record_training.ended_on)
        and t.attended = coalesce(record_training.attended, false) and t.acknowledged_at is null
        and t.note is not distinct from record_training.note
        and (not is_taught or (t.hours, t.taught_by) = (record_training.hours, record_training.taught_by))
    limit 1;
    if found then
        return recorded;
    end if;
    if (
        select count(*) from merit.training_record t
        where t.because_of = chosen and t.employee_id = of_employee) >= 100 then
        raise exception 'there are 100 trainings of "%" because of period "%"', of_employee, of_period
            using errcode = 'program_limit_exceeded', hint = 'Those stand for the rest.';
    end if;
    insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended, note, entered_by)
    values (of_employee, record_training.kind, chosen, btrim(record_training.title), record_training.began_on, record_training.ended_on,
        case when is_taught then record_training.hours end, case when is_taught then record_training.taught_by end,
        coalesce(record_training.attended, false), record_training.note, viewer)
    returning record_id into recorded;
    return recorded;
end
$$;
comment on function merit_api.record_training is
    'Records a training that somebody towards whom you have the duty hr had because of a result, or is to have (attended false), or a change of post (kind transfer). Returns its number. The person acknowledges it.';
grant execute on function merit_api.record_training to merit_person;
