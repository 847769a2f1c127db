-- When people work: what working time, working days and full-time equivalents are counted by.
create table merit.work_calendar (
    calendar   text primary key,
    title      text not null,
    time_zone  text,
    days_of    text references merit.work_calendar,
    created_by text not null default session_user,
    created_at timestamptz not null default clock_timestamp(),
    constraint work_calendar_name check (calendar ~ '^[a-z][a-z0-9_-]{0,62}$'),
    constraint work_calendar_title check (btrim(title) <> '' and length(title) <= 200),
    constraint work_calendar_own_days check (days_of <> calendar)
);

comment on table merit.work_calendar is
    'Calendars of working time: shifts by weekday in merit.work_shift, holidays and make-up days in merit.special_day, whose they are in merit.work_calendar_use.';
comment on column merit.work_calendar.calendar is 'Name of the calendar: small letters, digits, - and _.';
comment on column merit.work_calendar.title is 'What people call it.';
comment on column merit.work_calendar.time_zone is 'The zone that its shifts are written in; null: that of the period.';
comment on column merit.work_calendar.days_of is 'The calendar whose special days count here too; on a day that both name its own counts. Null: none.';
comment on column merit.work_calendar.created_by is 'Who made it.';
comment on column merit.work_calendar.created_at is 'When.';

create table merit.work_calendar_version (
    calendar   text not null references merit.work_calendar on delete cascade,
    valid_from date not null default '-infinity',
    primary key (calendar, valid_from),
    constraint work_calendar_version_begins check (valid_from < 'infinity')
);

comment on table merit.work_calendar_version is 'From when on the shifts of a calendar count. The version that began last counts on a day, and it alone; the first counts for the time before it, too.';
comment on column merit.work_calendar_version.calendar is 'The calendar.';
comment on column merit.work_calendar_version.valid_from is 'The first day on which the shifts of this version count.';

-- Whole minutes: what is counted by them is exact to the microsecond all the same.
create table merit.work_shift (
    calendar   text     not null,
    valid_from date     not null default '-infinity',
    weekday    smallint not null,
    starts_at  time     not null,
    ends_at    time     not null,
    primary key (calendar, valid_from, weekday, starts_at),
    foreign key (calendar, valid_from) references merit.work_calendar_version on delete cascade,
    constraint work_shift_weekday check (weekday between 1 and 7),
    constraint work_shift_minutes check (date_trunc('minute', starts_at::interval) = starts_at::interval
        and date_trunc('minute', ends_at::interval) = ends_at::interval),
    constraint work_shift_start check (starts_at < time '24:00')
);

comment on table merit.work_shift is 'When a calendar works, by weekday; a weekday may have several shifts, or none.';
comment on column merit.work_shift.calendar is 'The calendar.';
comment on column merit.work_shift.valid_from is 'The version that it belongs to.';
comment on column merit.work_shift.weekday is 'The weekday on which it begins: 1 is Monday, 7 is Sunday.';
comment on column merit.work_shift.starts_at is 'When it begins, in the zone of the calendar, in whole minutes.';
comment on column merit.work_shift.ends_at is 'When it ends; on the next day, where that is not after starts_at. 24:00 is the end of the day.';

create table merit.special_day (
    calendar     text not null references merit.work_calendar on delete cascade,
    day          date not null,
    kind         text not null,
    like_weekday smallint,
    title        text,
    primary key (calendar, day),
    constraint special_day_kind check (kind in ('holiday', 'make_up')),
    constraint special_day_weekday check (case kind when 'make_up' then like_weekday between 1 and 7 and like_weekday is not null
        else like_weekday is null end),
    constraint special_day_finite check (isfinite(day))
);

comment on table merit.special_day is 'Days on which a calendar works otherwise than its weekdays say: holidays, and days that are worked in return.';
comment on column merit.special_day.calendar is 'The calendar.';
comment on column merit.special_day.day is 'The day.';
comment on column merit.special_day.kind is 'holiday: no shift begins on it; make_up: it is worked like the weekday like_weekday.';
comment on column merit.special_day.like_weekday is 'Of a make_up day: the weekday whose shifts it has, 1 (Monday) to 7; else null.';
comment on column merit.special_day.title is 'What it is called.';

create table merit.work_calendar_use (
    scope      text not null,
    name       text not null default '',
    valid_from date not null default '-infinity',
    calendar   text references merit.work_calendar,
    primary key (scope, name, valid_from),
    constraint work_calendar_use_scope check (scope in ('all', 'department', 'post', 'person')),
    constraint work_calendar_use_name check ((scope = 'all') = (name = '')),
    constraint work_calendar_use_all check (scope <> 'all' or calendar is not null),
    constraint work_calendar_use_begins check (valid_from < 'infinity')
);

comment on table merit.work_calendar_use is
    'Whose calendar is which, from which day on: the person''s own before that of the post, of the department and of all.';
comment on column merit.work_calendar_use.scope is 'all, department, post or person.';
comment on column merit.work_calendar_use.name is 'The department, the post or the employee id, as the source has it; empty for all.';
comment on column merit.work_calendar_use.valid_from is 'The first day on which it counts; until the next row of the same scope and name.';
comment on column merit.work_calendar_use.calendar is 'The calendar; null: from then on the next wider one.';

create index work_calendar_days_of_idx on merit.work_calendar (days_of);
create index work_calendar_use_calendar_idx on merit.work_calendar_use (calendar);

insert into merit.work_calendar (calendar, title) values ('standard', 'Monday to Friday, eight hours');
insert into merit.work_calendar_version (calendar) values ('standard');
insert into merit.work_shift (calendar, weekday, starts_at, ends_at)
select 'standard', weekday, starts_at, ends_at
from generate_series(1, 5) weekday, (values (time '09:00', time '12:00'), ('13:00', '18:00')) shift (starts_at, ends_at);
insert into merit.work_calendar_use (scope, calendar) values ('all', 'standard');

-- What a person's calendar says of the period; null in results of before, and where no template asks for it.
alter table merit.result add column working_days integer, add column working_days_on_leave numeric, add column full_time_equivalent numeric;
comment on column merit.result.working_days is 'Days employed on which the person''s calendar has work; null: no measure asked for it.';
comment on column merit.result.working_days_on_leave is 'How many of them were leave; half a day counts as half.';
comment on column merit.result.full_time_equivalent is
    'The person''s working time, less leave, by that of the calendar for all over the whole period.';

create or replace view merit.current_result as
select newest.period_id, newest.employee_id, newest.revision, result.run_id, result.template_code, result.template_version, newest.name,
    newest.department, result.post, result.supervisor_id, result.days_employed, result.days_on_leave, newest.status, newest.reason,
    newest.reason_zh, result.self_score, result.supervisor_score, result.peer_score, result.data_score, newest.total, newest.grade,
    newest.coefficient, result.coverage, result.near_cut, result.nps, result.nps_margin, result.nps_responses, result.nps_promoters,
    result.nps_detractors, result.satisfaction, result.satisfaction_responses, result.satisfied, result.changed,
    newest.rank_in_department, named.label as period,
    merit.nps_limit(result.nps_promoters, result.nps_detractors, result.nps_responses, -1) as nps_low,
    merit.nps_limit(result.nps_promoters, result.nps_detractors, result.nps_responses, 1) as nps_high,
    merit.percent_limit(result.satisfied, result.satisfaction_responses, -1) as satisfaction_low,
    merit.percent_limit(result.satisfied, result.satisfaction_responses, 1) as satisfaction_high,
    confidence.total_error, confidence.total_low, confidence.total_high, confidence.grade_chance, confidence.measured_percent,
    confidence.known_percent, result.working_days, result.working_days_on_leave, result.full_time_equivalent
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    left join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
        and result.revision = newest.revision
    left join merit.confidence on confidence.period_id = newest.period_id and confidence.employee_id = newest.employee_id
        and confidence.revision = newest.revision;
comment on column merit.current_result.working_days is 'Days employed on which the person''s calendar has work; null: no measure asked for it.';
comment on column merit.current_result.working_days_on_leave is 'How many of them were leave; half a day counts as half.';
comment on column merit.current_result.full_time_equivalent is
    'The person''s working time, less leave, by that of the calendar for all over the whole period.';

comment on table merit.event is
    'The audit trail, append-only: who changed what in templates, periods, evaluations, appeals, interviews, courses, benchmarks, targets, calendars and settings, and what people did to outcomes, tasks and the findings of reviews.';

create trigger sign before insert on merit.work_calendar for each row execute function merit.sign('created_by');

do $$
declare
    recorded record;
    way record;
begin
    for recorded in
        select * from (values
            ('work_calendar', 'calendar'), ('work_calendar_version', 'calendar,valid_from'),
            ('work_shift', 'calendar,valid_from,weekday,starts_at'), ('special_day', 'calendar,day'),
            ('work_calendar_use', 'scope,name,valid_from')
        ) t (table_name, key)
    loop
        execute format('create trigger keep_all before truncate on merit.%I for each statement execute function merit.refuse_truncate()',
            recorded.table_name);
        for way in
            select * from (values
                ('insert', 'new table as come'), ('update', 'old table as gone new table as come'), ('delete', 'old table as gone')
            ) w (action, tables)
        loop
            execute format('create trigger record_%s after %s on merit.%I referencing %s for each statement execute function merit.record_event(%L)',
                way.action, way.action, recorded.table_name, way.tables, recorded.key);
        end loop;
    end loop;
end
$$;

grant select on merit.work_calendar, merit.work_calendar_version, merit.work_shift, merit.special_day, merit.work_calendar_use
    to merit_worker, merit_hr;
grant insert (calendar, title, time_zone, days_of), update (title, time_zone, days_of), delete on merit.work_calendar to merit_hr;
grant insert, delete on merit.work_calendar_version to merit_hr;
grant insert, update, delete on merit.work_shift, merit.special_day, merit.work_calendar_use to merit_hr;
