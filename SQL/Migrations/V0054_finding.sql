-- What was odd about the rows that a full scoring read: by relation and kind, with how many rows and which.
create table merit.data_finding (
    finding_id      bigint  generated always as identity primary key,
    run_id          bigint  not null references merit.run,
    period_id       bigint  not null references merit.appraisal_period,
    relation        text    not null,
    kind            text    not null check (kind in ('unknown_employee', 'duplicate_id', 'impossible_time', 'off_scale', 'unreadable',
        'type', 'empty', 'gap', 'late_change')),
    rows            bigint  check (rows > 0),
    share           numeric check (share between 0 and 100),
    ids             text[]  not null default '{}' check (cardinality(ids) <= 5),
    people          text[]  not null default '{}' check (cardinality(people) <= 100),
    matches_nobody  boolean not null default false,
    finding         text    not null,
    advice          text    not null
);
create index data_finding_run on merit.data_finding (run_id);
create index data_finding_period on merit.data_finding (period_id);

comment on table merit.data_finding is
    'What was odd about the source when everyone was scored, append-only; of several full runs of a period the newest holds (merit.newest_data_finding).';
comment on column merit.data_finding.finding_id is 'Number of the finding.';
comment on column merit.data_finding.run_id is 'The run that read the source.';
comment on column merit.data_finding.period_id is 'The period that was scored.';
comment on column merit.data_finding.relation is 'The relation of the source.';
comment on column merit.data_finding.kind is
    'unknown_employee, duplicate_id, impossible_time, off_scale, unreadable, type, empty, gap, late_change: docs/source.md says what each is.';
comment on column merit.data_finding.rows is 'How many rows are concerned, of days without rows how many days; null where it is about no rows.';
comment on column merit.data_finding.share is 'Percent of the relation''s rows in the period that they are, 2 digits.';
comment on column merit.data_finding.ids is
    'Up to five of them by their ids; of unknown people their ids, of days without rows the days. Empty where rows have no ids.';
comment on column merit.data_finding.people is 'Up to a hundred people whose rows are concerned.';
comment on column merit.data_finding.matches_nobody is 'Whether something was asked for that matches nobody at all.';
comment on column merit.data_finding.finding is 'A sentence that says what.';
comment on column merit.data_finding.advice is 'What to do.';

create trigger keep before update or delete or truncate on merit.data_finding
    for each statement execute function merit.keep_results();

create view merit.newest_data_finding as
select f.finding_id, f.period_id, p.label as period, p.status as period_status, f.relation, f.kind, f.rows, f.share, f.ids, f.people,
    f.matches_nobody, f.finding, f.advice,
    f.finding || case when f.ids <> '{}' then ', such as "' || array_to_string(f.ids, '", "') || '"' else '' end || '; ' || f.advice as sentence
from merit.appraisal_period p
    cross join lateral (
        select max(run_id) as run_id from merit.run where run.period_id = p.period_id and run.kind = 'full') newest
    join merit.data_finding f on f.run_id = newest.run_id;

comment on view merit.newest_data_finding is 'What was odd about the source when everyone in a period was scored last.';
comment on column merit.newest_data_finding.finding_id is 'Number of the finding.';
comment on column merit.newest_data_finding.period_id is 'The period.';
comment on column merit.newest_data_finding.period is 'Its label.';
comment on column merit.newest_data_finding.period_status is 'Its status.';
comment on column merit.newest_data_finding.relation is 'The relation of the source.';
comment on column merit.newest_data_finding.kind is 'As merit.data_finding has it.';
comment on column merit.newest_data_finding.rows is 'How many rows are concerned, of days without rows how many days.';
comment on column merit.newest_data_finding.share is 'Percent of the relation''s rows in the period that they are, 2 digits.';
comment on column merit.newest_data_finding.ids is 'Up to five of them by their ids.';
comment on column merit.newest_data_finding.people is 'Up to a hundred people whose rows are concerned.';
comment on column merit.newest_data_finding.matches_nobody is 'Whether something was asked for that matches nobody at all.';
comment on column merit.newest_data_finding.finding is 'A sentence that says what.';
comment on column merit.newest_data_finding.advice is 'What to do.';
comment on column merit.newest_data_finding.sentence is 'All of it in a sentence.';

grant select on merit.data_finding, merit.newest_data_finding to merit_worker, merit_hr;
grant insert on merit.data_finding to merit_worker;

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most)
select 'strict_' || kind, '0', '1: a period is not scored where ' || sentence || '.', 0, 1
from (values
    ('unknown_employee', 'rows are of people whom employee does not name'),
    ('duplicate_id', 'an id stands more than once'),
    ('impossible_time', 'rows have times that cannot be'),
    ('off_scale', 'rows have scores outside their scale'),
    ('unreadable', 'something that Merit reads may not be read'),
    ('type', 'a column has a type that nothing can be measured by'),
    ('empty', 'a relation, a department or a post matches nobody'),
    ('gap', 'days have no rows, or a column is mostly null'),
    ('late_change', 'rows changed since the period was scored before')
) kinds (kind, sentence);
alter table merit.setting enable trigger user;
