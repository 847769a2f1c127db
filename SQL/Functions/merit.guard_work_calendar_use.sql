create or replace function merit.guard_work_calendar_use() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if exists (select from merit.work_calendar c where c.calendar = new.calendar)
        and not exists (select from merit.work_shift s where s.calendar = new.calendar) then
        raise exception 'the calendar "%" has no shift, so that nobody can work by it', new.calendar
            using errcode = 'check_violation',
                hint = 'Put them into merit.work_calendar_version and merit.work_shift first: without shifts every working time is 0.';
    end if;
    return new;
end
$$;
comment on function merit.guard_work_calendar_use is 'Refuses that people work by a calendar without shifts.';

create or replace trigger guard before insert or update on merit.work_calendar_use
    for each row execute function merit.guard_work_calendar_use();
