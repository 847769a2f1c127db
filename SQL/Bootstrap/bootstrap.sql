-- What an administrator's connection lays before the first migration, and before one that brings a role: the seven roles and the two schemas.
-- Safe to run again, and by several at once in different databases of one cluster.
do $$
declare
    role_name text;
begin
    -- merit_reader reads the source and has no right in schema merit: what a function behind a view does, it does as merit_reader.
    -- merit_person sees what merit.viewer() may see, by schema merit_api. merit_portal is `merit serve`, which says for whom it acts.
    foreach role_name in array
        array['merit_owner', 'merit_worker', 'merit_reader', 'merit_hr', 'merit_dashboard', 'merit_person', 'merit_portal'] loop
        if not exists (select from pg_roles where rolname = role_name) then
            begin
                execute format('create role %I login', role_name);
            exception
                -- Somebody else made it in the meantime.
                when duplicate_object or unique_violation then null;
            end;
        end if;
    end loop;

    -- Whoever may create roles may join them; since PostgreSQL 16 not even their creator acts as one without having joined.
    begin
        set local role merit_owner;
        reset role;
    exception
        when insufficient_privilege then
            execute format('grant merit_owner to %I', current_user);
    end;

    -- What people see and do, the portal does for them.
    if not pg_has_role('merit_portal', 'merit_person', 'member') then
        begin
            grant merit_person to merit_portal;
        exception
            -- Somebody else gave it in the meantime.
            when unique_violation or internal_error then null;
        end;
    end if;

    -- merit.held_up tells whose open transaction is in the way, and since when: its owner has to see other roles' sessions for that.
    if not pg_has_role('merit_owner', 'pg_read_all_stats', 'member') then
        begin
            grant pg_read_all_stats to merit_owner;
        exception
            -- Without it everything works, and that one sentence is shorter; or somebody else gave it in the meantime.
            when insufficient_privilege or unique_violation or internal_error then null;
        end;
    end if;

    if not has_database_privilege(current_database(), 'create') and (to_regnamespace('merit') is null or to_regnamespace('merit_api') is null) then
        raise insufficient_privilege using
            message = format('permission denied for database %s: %s may not create schemas in it', current_database(), current_user),
            hint = format('Its owner runs: grant create on database %I to %I', current_database(), current_user);
    end if;
    if to_regnamespace('merit') is null then
        create schema merit authorization merit_owner;
    end if;
    if to_regnamespace('merit_api') is null then
        create schema merit_api authorization merit_owner;
    end if;
    execute format('grant connect on database %I to merit_owner, merit_worker, merit_reader, merit_hr, merit_dashboard, merit_person, merit_portal',
        current_database());
end
$$;

set role merit_owner;
create table if not exists merit.schema_migration (
    version    integer primary key,
    name       text        not null,
    breaking   boolean     not null,
    applied_by text        not null default session_user,
    applied_at timestamptz not null default clock_timestamp()
);
comment on table merit.schema_migration is 'Migrations that were applied.';
comment on column merit.schema_migration.version is 'Number of the migration.';
comment on column merit.schema_migration.name is 'What it brings.';
comment on column merit.schema_migration.breaking is 'Whether binaries that do not know it must not work on this schema.';
comment on column merit.schema_migration.applied_by is 'Who ran it.';
comment on column merit.schema_migration.applied_at is 'When.';
grant usage on schema merit to merit_worker, merit_hr, merit_dashboard, merit_person, merit_portal;
grant usage on schema merit_api to merit_person;
comment on schema merit_api is
    'What Merit shows to people, each what they may see, and what they may do: for portals, low-code tools and PostgREST, by the role merit_person.';
grant select on merit.schema_migration to merit_worker, merit_hr;
reset role;
