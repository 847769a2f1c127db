-- The chain of seals. What was kept is sealed by a duty some seconds later, so that no scoring and no change waits for another: a seal has
-- a hash of each row that it covers, a hash of these, and one of that and the seal before. Whoever changes a row breaks its seal, and
-- whoever makes a new seal for it breaks all that follow, up to the head that others have written down.

create table merit.seal (
    number    bigint      primary key check (number > 0),
    kind      text        not null check (kind in ('event', 'result')),
    period_id bigint      references merit.appraisal_period,
    revision  integer,
    columns   text[]      not null,
    rows      bigint      not null check (rows > 0),
    content   bytea       not null,
    hash      bytea       not null,
    sealed_at timestamptz not null default clock_timestamp(),
    check ((kind = 'result') = (period_id is not null)),
    check ((period_id is null) = (revision is null))
);
create index seal_period on merit.seal (period_id, revision) where period_id is not null;

comment on table merit.seal is 'Seals of events and results, a chain; append-only.';
comment on column merit.seal.number is 'Number of the seal: 1, 2, 3, without gaps.';
comment on column merit.seal.kind is 'event, or result: results of people with their indicators.';
comment on column merit.seal.period_id is 'The period of the results; null of events.';
comment on column merit.seal.revision is 'The revision of the results; null of events.';
comment on column merit.seal.columns is 'Which columns the hashes of its rows are of: of events; of results and of indicators.';
comment on column merit.seal.rows is 'How many rows it covers.';
comment on column merit.seal.content is 'Hash of the hashes of its rows (SHA-256).';
comment on column merit.seal.hash is 'Hash of the hash of the seal before, and of what this one says.';
comment on column merit.seal.sealed_at is 'When.';

create table merit.seal_row (
    number bigint not null references merit.seal,
    key    text   not null,
    hash   bytea  not null,
    primary key (number, key)
);

comment on table merit.seal_row is 'What seals cover; append-only.';
comment on column merit.seal_row.number is 'The seal.';
comment on column merit.seal_row.key is 'Number of the event, or the person whose result it is.';
comment on column merit.seal_row.hash is 'Hash of the row, of a result with its indicators.';

-- What is to be sealed: kept in the transaction that keeps the results.
create table merit.unsealed_result (
    period_id bigint  not null references merit.appraisal_period,
    revision  integer not null,
    done_to   text    not null default '',
    primary key (period_id, revision)
);

comment on table merit.unsealed_result is 'Revisions of results that are not sealed to the end.';
comment on column merit.unsealed_result.period_id is 'The period.';
comment on column merit.unsealed_result.revision is 'The revision.';
comment on column merit.unsealed_result.done_to is 'The last person in the order of ids who is sealed.';

create table merit.sealed_event (
    is_one     boolean primary key default true check (is_one),
    event_id   bigint  not null
);
comment on table merit.sealed_event is 'How far events are sealed.';
comment on column merit.sealed_event.is_one is 'There is one row.';
comment on column merit.sealed_event.event_id is 'The highest number of an event that is sealed; those below it that were not there then are in merit.event_gap.';
insert into merit.sealed_event (event_id) values (0);

create table merit.event_gap (
    event_id   bigint      primary key,
    noticed_in xid8        not null,
    noticed_at timestamptz not null default clock_timestamp()
);
comment on table merit.event_gap is 'Numbers of events that were not there when higher ones were sealed: their transactions may still be under way.';
comment on column merit.event_gap.event_id is 'The number.';
comment on column merit.event_gap.noticed_in is 'The transactions that were under way then come before this one.';
comment on column merit.event_gap.noticed_at is 'When.';

create trigger keep before update or delete or truncate on merit.seal
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.seal_row
    for each statement execute function merit.keep_results();

create function merit.note_unsealed() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.unsealed_result (period_id, revision) values (new.period_id, new.revision) on conflict do nothing;
    return null;
end
$$;
comment on function merit.note_unsealed is 'Notes that results of a revision are to be sealed.';

create trigger note_unsealed after update of revision on merit.appraisal_period
    for each row when (new.revision > old.revision) execute function merit.note_unsealed();

insert into merit.unsealed_result (period_id, revision)
select distinct period_id, revision from merit.result;

insert into merit.duty (name, every, note) values
    ('seal', '10 seconds', 'Seals events and results, so that merit verify --chain finds what was changed since.');

grant select on merit.seal, merit.seal_row to merit_hr, merit_worker;
