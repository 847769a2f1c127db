-- The rows behind a value, for whoever looks at it. The portal may not read the source: the worker answers, as a job.
create table merit.row_reading (
    reading_id  bigint      generated always as identity primary key,
    period_id   bigint      not null references merit.appraisal_period,
    employee_id text        not null,
    revision    integer     not null,
    indicator   text        not null,
    asked_by    text        not null,
    asked_at    timestamptz not null default clock_timestamp(),
    answered_at timestamptz,
    problem     text,
    relation    text,
    operands    text[],
    total       bigint,
    has_changed boolean,
    people      integer,
    check (problem in ('unreadable', 'gone'))
);
create index row_reading_of on merit.row_reading (period_id, employee_id, indicator, revision);
create index row_reading_time on merit.row_reading (asked_at);
create unique index row_reading_open on merit.row_reading (period_id, employee_id, indicator, revision) where answered_at is null;

comment on table merit.row_reading is
    'Readings of the rows behind an indicator of a result, which somebody asked for and a worker answers; kept for a day.';
comment on column merit.row_reading.reading_id is 'Number of the reading; the subject of its job.';
comment on column merit.row_reading.period_id is 'The period of the result.';
comment on column merit.row_reading.employee_id is 'Whose result it is.';
comment on column merit.row_reading.revision is 'Revision of the result.';
comment on column merit.row_reading.indicator is 'Code of the indicator.';
comment on column merit.row_reading.asked_by is 'Who asked.';
comment on column merit.row_reading.asked_at is 'When.';
comment on column merit.row_reading.answered_at is 'When it was answered; null: it waits.';
comment on column merit.row_reading.problem is
    'Why there are no rows: unreadable, the source could not be read; gone, what it is measured from is not there any more. Null: there are.';
comment on column merit.row_reading.relation is 'The relation that the rows are of.';
comment on column merit.row_reading.operands is 'The aggregates of the measure, as they are written there.';
comment on column merit.row_reading.total is 'How many rows of the person there are; those that cost most stand in merit.read_row.';
comment on column merit.row_reading.has_changed is 'Whether the source says another thing now than what the value rests on.';
comment on column merit.row_reading.people is
    'Of a whole department''s figure how many people it is of; the rows are the person''s own.';

create table merit.read_row (
    reading_id    bigint  not null references merit.row_reading on delete cascade,
    place         integer not null,
    row_id        text,
    ticket_id     text,
    at            text,
    says          text[]  not null,
    is_left_out   boolean not null,
    effect        text    check (effect in ('worse', 'better', 'none')),
    value_without numeric,
    primary key (reading_id, place)
);
comment on table merit.read_row is 'Rows behind an indicator of a result as a reading found them.';
comment on column merit.read_row.reading_id is 'The reading.';
comment on column merit.read_row.place is 'From 1; those that cost most come first.';
comment on column merit.read_row.row_id is 'Id of the row; null: its relation has none.';
comment on column merit.read_row.ticket_id is 'The ticket that it is about, where it names one.';
comment on column merit.read_row.at is 'When it was, in the time zone of the period.';
comment on column merit.read_row.says is 'What it says to each of the operands.';
comment on column merit.read_row.is_left_out is 'Whether an appeal that was upheld leaves it out.';
comment on column merit.read_row.effect is
    'What it did to the value: worse, better, or none; null where that cannot be told of one row.';
comment on column merit.read_row.value_without is
    'What the measure would be without it; null where it cannot be told, or the value is not what is measured alone.';

grant select, update on merit.row_reading to merit_worker;
grant select, insert on merit.read_row to merit_worker;
grant select on merit.row_reading, merit.read_row to merit_hr;

alter table merit.appeal add column picked_rows jsonb check (jsonb_typeof(picked_rows) = 'array');
comment on column merit.appeal.picked_rows is
    'The rows that whoever appeals picked, as they stood there then: row, ticket, at, says, effect, value_without. Null: none were picked.';

update merit.duty set note = 'Deletes sessions, links, drafts and readings of rows whose time is over, and counts of tries.'
where name = 'prune_sign_in';
