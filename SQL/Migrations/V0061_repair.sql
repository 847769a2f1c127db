-- Reports of repairs that people write at the portal. The source may read them by a view of its own.

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('repair_reports', '0', '1: people hand in reports of repairs at the portal, into merit.repair_report.', 0, 1);
alter table merit.setting enable trigger user;

create table merit.repair_report (
    report_id         bigint      generated always as identity primary key,
    employee_id       text        not null check (btrim(employee_id) <> ''),
    ticket_id         text        not null check (btrim(ticket_id) <> '' and length(ticket_id) <= 200),
    visits            integer     not null check (visits between 0 and 99),
    fixed_first_visit boolean     not null,
    parts_wait_hours  numeric     not null check (parts_wait_hours between 0 and 10000),
    remote            boolean     not null,
    note              text        check (length(note) <= 10000),
    photos            text        check (length(photos) <= 2000),
    submitted_at      timestamptz not null default clock_timestamp(),
    said              bytea       not null,
    constraint repair_report_once unique (employee_id, said),
    constraint repair_report_visit check (not (fixed_first_visit and visits > 1))
);
create index repair_report_time on merit.repair_report (submitted_at);

comment on table merit.repair_report is 'Reports of repairs, as whoever did them wrote them at the portal; append-only.';
comment on column merit.repair_report.report_id is 'Number of the report.';
comment on column merit.repair_report.employee_id is 'Who did the repair.';
comment on column merit.repair_report.ticket_id is 'The ticket.';
comment on column merit.repair_report.visits is 'How many visits it took; 0: none, as where it was done from afar.';
comment on column merit.repair_report.fixed_first_visit is 'Whether it was mended at the first visit.';
comment on column merit.repair_report.parts_wait_hours is 'For how many hours parts were waited for.';
comment on column merit.repair_report.remote is 'Whether it was done from afar.';
comment on column merit.repair_report.note is 'What there is to say of it.';
comment on column merit.repair_report.photos is 'The names of photos, as they are called where they are kept.';
comment on column merit.repair_report.submitted_at is 'When it was handed in first.';
comment on column merit.repair_report.said is 'SHA-256 of what it says: the same report is kept once, however often it is sent.';

create trigger keep before update or delete or truncate on merit.repair_report
    for each statement execute function merit.keep_results();
grant select on merit.repair_report to merit_hr;
