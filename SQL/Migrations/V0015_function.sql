-- Functions stand in SQL/Functions, one file for each or for a few that belong together, and are put in place again whenever their
-- text changes. Every text that was ever put in place is remembered, so that a program of the version before neither takes them for
-- missing nor puts its own back.
create table merit.schema_function (
    name       text        not null,
    hash       text        not null,
    applied_by text        not null default session_user,
    applied_at timestamptz not null default clock_timestamp(),
    primary key (name, hash)
);

comment on table merit.schema_function is 'Texts of functions that were put in place; the newest of each name holds.';
comment on column merit.schema_function.name is 'Name of the file of functions.';
comment on column merit.schema_function.hash is 'SHA-256 of its text.';
comment on column merit.schema_function.applied_by is 'Who ran the migration that brought it.';
comment on column merit.schema_function.applied_at is 'When.';

grant select on merit.schema_function to merit_worker, merit_hr;
