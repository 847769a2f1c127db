-- What only one may do at a time is done by whoever holds a row here. Advisory locks would not do: any login may take those, for ever.
create table merit.turn (
    name text primary key
);
comment on table merit.turn is 'Turns that are taken one after the other: whoever holds the row of one has it until the end of the transaction.';
comment on column merit.turn.name is 'What is done by one at a time.';

alter table merit.worker_session add column lock_key bigint;
comment on column merit.worker_session.lock_key is 'Key of the session advisory lock by which the worker''s control connection shows that it lives, drawn at random; null: the lock of version 0.1, (oid of merit.worker, worker_id).';
