-- Who somebody is: a login of their own, or an application that is trusted to say for whom it acts.

do $$
begin
    if to_regrole('merit_person') is null or to_regnamespace('merit_api') is null then
        raise exception 'this step brings the role merit_person and the schema merit_api, and merit_owner may make neither'
            using errcode = 'insufficient_privilege',
                hint = 'Run merit migrate once as a superuser, or as a role with CREATEROLE that may create schemas in this database.';
    end if;
end
$$;

create table merit.login (
    role_name   text        primary key,
    employee_id text        not null,
    entered_by  text        not null default session_user,
    entered_at  timestamptz not null default clock_timestamp()
);

comment on table merit.login is 'Roles that people log in by themselves: whose each is. The schema''s owner alone writes it.';
comment on column merit.login.role_name is 'The role that logs in, a member of merit_person.';
comment on column merit.login.employee_id is 'The person.';
comment on column merit.login.entered_by is 'Who entered it.';
comment on column merit.login.entered_at is 'When.';

create table merit.application (
    role_name  text        primary key,
    names_by   text        not null default 'call' check (names_by in ('call', 'claims')),
    note       text,
    entered_by text        not null default session_user,
    entered_at timestamptz not null default clock_timestamp()
);

comment on table merit.application is
    'Roles of applications that are trusted to say for whom they act, a transaction at a time. The schema''s owner alone writes it.';
comment on column merit.application.role_name is 'The role that logs in, a member of merit_person or one that may become it.';
comment on column merit.application.names_by is
    'How it says that: call: select merit.act_for(id); claims: by employee_id in request.jwt.claims, as PostgREST sets them. The other way counts for nothing.';
comment on column merit.application.note is 'What it is.';
comment on column merit.application.entered_by is 'Who entered it.';
comment on column merit.application.entered_at is 'When.';

create table merit.officer (
    officer_id  bigint      generated always as identity primary key,
    employee_id text        not null,
    duty        text        not null check (duty in ('hr', 'payroll', 'auditor', 'rater_lead')),
    department  text,
    entered_by  text        not null default session_user,
    entered_at  timestamptz not null default clock_timestamp(),
    constraint officer_once unique nulls not distinct (employee_id, duty, department)
);

comment on table merit.officer is 'People with a duty towards others: what it lets them see and do, docs/people.md says. The schema''s owner alone writes it.';
comment on column merit.officer.officer_id is 'Number of the row.';
comment on column merit.officer.employee_id is 'The person.';
comment on column merit.officer.duty is 'hr, payroll or auditor; rater_lead, which gives nothing yet.';
comment on column merit.officer.department is 'Towards whom: people of this department; null: everyone.';
comment on column merit.officer.entered_by is 'Who entered it.';
comment on column merit.officer.entered_at is 'When.';

-- A role that many share is nobody's, and one that does not exist is a typing error, or an open door for whoever makes it later.
create function merit.guard_identity() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    image constant jsonb := to_jsonb(new);
    named constant text := image ->> 'role_name';
begin
    if named in ('merit_owner', 'merit_worker', 'merit_reader', 'merit_hr', 'merit_dashboard', 'merit_person') then
        raise exception 'the role "%" is nobody''s own', named
            using errcode = 'check_violation', hint = 'Make a login that is a member of merit_person, and name that.';
    end if;
    if named is not null and to_regrole(quote_ident(named)) is null then
        raise exception 'there is no role "%"', named
            using errcode = 'undefined_object', hint = 'Make it first: create role … login in role merit_person.';
    end if;
    if tg_table_name = 'login' and exists (select from merit.application where role_name = named)
        or tg_table_name = 'application' and exists (select from merit.login where role_name = named) then
        raise exception 'the role "%" is a person''s or an application''s, not both', named
            using errcode = 'check_violation', hint = 'Give the application a login of its own.';
    end if;
    if image ? 'employee_id' and (btrim(image ->> 'employee_id') = '' or length(image ->> 'employee_id') > 200) then
        raise exception 'an employee_id has 1 to 200 characters'
            using errcode = 'check_violation', hint = 'Give it as merit_source.employee has it.';
    end if;
    if length(image ->> 'department') > 500 then
        raise exception 'a department has at most 500 characters'
            using errcode = 'check_violation', hint = 'Give it as merit_source.employee has it, or leave it out: then it is everyone.';
    end if;
    return new;
end
$$;
comment on function merit.guard_identity is 'Refuses logins, applications and officers that cannot be.';

do $$
declare
    recorded record;
    way record;
begin
    for recorded in
        select * from (values ('login', 'role_name'), ('application', 'role_name'), ('officer', 'officer_id')) t (table_name, key)
    loop
        execute format('create trigger guard before insert or update on merit.%I for each row execute function merit.guard_identity()',
            recorded.table_name);
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

-- What an application says by merit.act_for is bound to its transaction twice. It is a setting that the end of the transaction takes
-- back; and it bears the transaction's beginning, so that one that was set for a whole session, by mistake or through a pooler that
-- hands sessions on, is nobody in the next transaction. It is no row of a table, because a read-only transaction may ask too.
create function merit.viewer() returns text
    language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp
as $$
declare
    spoken text;
    claims jsonb;
    by_which text;
begin
    -- The role that had logged in, whatever `set role` it did and whose function runs.
    select names_by into by_which from merit.application where role_name = session_user;
    if not found then
        return (select employee_id from merit.login where role_name = session_user);
    end if;
    if by_which = 'call' then
        spoken := current_setting('merit.acting_for', true);
        if split_part(spoken, ' ', 1) = extract(epoch from transaction_timestamp())::text then
            return nullif(substr(spoken, position(' ' in spoken) + 1), '');
        end if;
        return null;
    end if;
    claims := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
    -- Clocks may differ by a minute.
    if (claims ->> 'exp')::numeric < extract(epoch from clock_timestamp()) - 60 then
        return null;
    end if;
    return nullif(claims ->> 'employee_id', '');
end
$$;
comment on function merit.viewer is
    'The person for whom the session acts: by its login, or as its trusted application says in this transaction; null: nobody that is known.';

create function merit.act_for(acting_employee text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (select from merit.application where role_name = session_user and names_by = 'call') then
        raise exception 'the login "%" acts for nobody but itself', session_user
            using errcode = 'insufficient_privilege',
                hint = 'merit.application says which logins are trusted to say for whom they act; merit_owner writes it.';
    end if;
    perform set_config('merit.acting_for',
        extract(epoch from transaction_timestamp())::text || ' ' || coalesce(acting_employee, ''), true);
end
$$;
comment on function merit.act_for is
    'Says for whom a trusted application acts until the transaction ends; null: for nobody. Begin a transaction first: alone it holds for its own statement.';

-- Fires behind the guards (triggers go by their names), which fill in the role that had logged in where nobody is named. Arguments: the
-- columns that say who.
create function merit.sign() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
    image jsonb;
    before jsonb;
    field text;
begin
    if viewer is null then
        return new;
    end if;
    image := to_jsonb(new);
    before := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
    foreach field in array tg_argv loop
        continue when image ->> field is null or image -> field = before -> field;
        if image ->> field not in (viewer, session_user) then
            raise exception 'merit.%: % cannot be "%", because you are "%"', tg_table_name, field, image ->> field, viewer
                using errcode = 'insufficient_privilege', hint = format('Leave %s out; it is filled in.', field);
        end if;
        if field = 'decided_by' and image ->> 'employee_id' = viewer and image ->> 'status' <> 'withdrawn' then
            raise exception 'nobody decides about themselves'
                using errcode = 'insufficient_privilege', hint = 'Have somebody else decide.';
        end if;
        new := jsonb_populate_record(new, jsonb_build_object(field, viewer));
    end loop;
    return new;
end
$$;
comment on function merit.sign is 'Puts the viewer''s name under what is done, and refuses somebody else''s.';

create function merit.sign_evaluation() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
    actor constant text := format('%s (%s)', viewer, session_user);
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'problem' = to_jsonb(old) - 'problem' then
        return new;
    end if;
    if viewer is null then
        if exists (select from merit.application where role_name = session_user) then
            raise exception 'it is not known for whom "%" acts', session_user
                using errcode = 'insufficient_privilege', hint = 'Call merit.act_for(employee_id) in the same transaction first.';
        end if;
        return new;
    end if;
    if new.source = 'self' then
        if new.employee_id <> viewer and merit.setting_value('entered_for_others') is distinct from 1 then
            raise exception 'the self-evaluation of "%" cannot be given by "%"', new.employee_id, viewer
                using errcode = 'insufficient_privilege',
                    hint = 'People evaluate themselves; where others enter it for them, set entered_for_others to 1.';
        end if;
    else
        if coalesce(new.rater_id, viewer) <> viewer or tg_op = 'UPDATE' and old.source <> 'self' and coalesce(old.rater_id, viewer) <> viewer then
            raise exception 'an evaluation by "%" cannot be given by "%"', case tg_op when 'UPDATE' then coalesce(old.rater_id, new.rater_id) else new.rater_id end, viewer
                using errcode = 'insufficient_privilege', hint = 'Leave rater_id out; it is filled in.';
        end if;
        if new.employee_id = viewer then
            raise exception '"%" cannot be the % of "%"', viewer, new.source, viewer
                using errcode = 'check_violation', hint = 'What people say about themselves has the source self.';
        end if;
        new.rater_id := viewer;
    end if;
    if tg_op = 'INSERT' then
        new.entered_by := actor;
    else
        new.changed_by := actor;
    end if;
    return new;
end
$$;
comment on function merit.sign_evaluation is 'Puts the viewer''s name under an evaluation, and refuses somebody else''s.';

create trigger sign before insert or update on merit.evaluation for each row execute function merit.sign_evaluation();
create trigger sign before insert on merit.appraisal_period for each row execute function merit.sign('requested_by');
create trigger sign before insert on merit.quarter_review for each row execute function merit.sign('requested_by');
create trigger sign before insert on merit.target for each row execute function merit.sign('set_by');
create trigger sign before insert on merit.interview for each row execute function merit.sign('recorded_by');
create trigger sign before insert or update on merit.template for each row execute function merit.sign('created_by', 'published_by');
create trigger sign before insert or update on merit.appeal for each row execute function merit.sign('submitted_by', 'decided_by');
create trigger sign before update on merit.outcome
    for each row when (new.decided_by is distinct from old.decided_by) execute function merit.sign('decided_by');
create trigger sign before update on merit.improvement_task
    for each row when (new.cancelled_by is distinct from old.cancelled_by) execute function merit.sign('cancelled_by');
create trigger sign before update on merit.indicator_review
    for each row when (new.decided_by is distinct from old.decided_by) execute function merit.sign('decided_by');
create trigger sign before update on merit.complaint_theme
    for each row when (new.decided_by is distinct from old.decided_by) execute function merit.sign('decided_by');

alter table merit.event add column person text;
comment on column merit.event.person is 'The person who was behind it, where that was known: by the login, or as a trusted application said.';

grant select on merit.login, merit.application, merit.officer to merit_hr;
-- merit doctor looks at them.
grant select on merit.application to merit_worker;
grant execute on function merit.viewer to merit_person, merit_hr;
grant execute on function merit.act_for to merit_person;
