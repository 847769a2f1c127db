-- Who entered an evaluation stays; who changed it stands beside.
alter table merit.evaluation add column changed_by text;
comment on column merit.evaluation.entered_by is
    'Who entered it: the role that had logged in, and before it in brackets whoever entered a self-evaluation for somebody else; null: before that was recorded.';
comment on column merit.evaluation.changed_by is 'Who changed it last, in the same form; null: nobody has since that is recorded.';

-- A text that comes back after another is put in place again: what counts is the text that was put in place last, and by a program for
-- which version of the schema.
alter table merit.schema_function
    drop constraint schema_function_pkey,
    add column number bigint generated always as identity primary key,
    add column schema_version integer not null default 0;
create index schema_function_name on merit.schema_function (name, number);

comment on table merit.schema_function is 'Texts of functions as they were put in place, one after the other; the newest of each name holds.';
comment on column merit.schema_function.number is 'Number of the text, in the order in which they were put in place.';
comment on column merit.schema_function.schema_version is
    'The version of the schema that the program was made for which put it in place; 0: before that was recorded.';

comment on column merit.worker_session.worker_id is 'Number of the worker, drawn anew each time it connects.';
comment on view merit.worker is
    'Worker processes: who lives, what each does, since when. A living one holds a session advisory lock of its own, merit.worker_session.lock_key, on its control connection.';
comment on column merit.worker.worker_id is 'Number of the worker, drawn anew each time it connects.';
