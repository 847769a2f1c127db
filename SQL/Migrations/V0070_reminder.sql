-- Whom officers reminded of what they owe in a period, so that nobody is reminded twice.
create table merit.reminder (
    reminder_id bigint generated always as identity primary key,
    period_id   bigint not null references merit.appraisal_period,
    employee_id text   not null,
    reminded_on date   not null,
    recorded_by text   not null,
    constraint reminder_once unique (period_id, employee_id, reminded_on, recorded_by)
);

comment on table merit.reminder is 'Whom officers say that they reminded of what is owed in a period; append-only, deleted when words_months are over.';
comment on column merit.reminder.reminder_id is 'Number of the reminder.';
comment on column merit.reminder.period_id is 'The period.';
comment on column merit.reminder.employee_id is 'Who was reminded.';
comment on column merit.reminder.reminded_on is 'On which day, in the period''s time zone.';
comment on column merit.reminder.recorded_by is 'Who reminded them, and says so.';

create trigger sign before insert on merit.reminder for each row execute function merit.sign('recorded_by');
create trigger keep before update or truncate on merit.reminder for each statement execute function merit.keep_results();
create trigger record_insert after insert on merit.reminder
    referencing new table as come for each statement execute function merit.record_event('reminder_id');
grant select on merit.reminder to merit_hr;
