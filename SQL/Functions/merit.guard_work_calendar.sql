create or replace function merit.guard_work_calendar() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.time_zone is not null and not merit.is_time_zone(new.time_zone) then
        raise exception 'the calendar "%" has no time zone that there is: "%"', new.calendar, new.time_zone
            using errcode = 'check_violation', hint = 'Such as Asia/Shanghai or Europe/Berlin; null for that of the period.';
    end if;
    if exists (select from merit.work_calendar c where c.calendar = new.days_of and c.days_of is not null)
        or new.days_of is not null and exists (select from merit.work_calendar c where c.days_of = new.calendar) then
        raise exception 'the calendar "%" takes its special days from "%" in more than one step', new.calendar, new.days_of
            using errcode = 'check_violation', hint = 'Let days_of name the calendar that has the days itself.';
    end if;
    return new;
end
$$;
comment on function merit.guard_work_calendar is 'Refuses calendars whose zone or whose days cannot be found.';

create or replace trigger guard before insert or update on merit.work_calendar
    for each row execute function merit.guard_work_calendar();
