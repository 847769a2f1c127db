create table merit.event (
    event_id   bigint generated always as identity primary key,
    at         timestamptz not null default clock_timestamp(),
    who        text        not null default session_user,
    table_name text        not null,
    key        text        not null,
    action     text        not null check (action in ('insert', 'update', 'delete')),
    before     jsonb,
    after      jsonb
);
create index event_key on merit.event (table_name, key);

comment on table merit.event is
    'The audit trail, append-only: who changed what in templates, periods, evaluations, appeals, outcomes, tasks, interviews and settings.';
comment on column merit.event.event_id is 'Number of the event.';
comment on column merit.event.at is 'When.';
comment on column merit.event.who is 'The role that had logged in.';
comment on column merit.event.table_name is 'Table of schema merit.';
comment on column merit.event.key is 'Primary key of the row, as text.';
comment on column merit.event.action is 'insert, update or delete.';
comment on column merit.event.before is 'What the changed columns held; of a deleted row all that it held. Null of an insert.';
comment on column merit.event.after is 'What they hold since; of an inserted row all that it holds. Null of a delete.';

create function merit.keep_event() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' then
        raise exception 'merit.event is append-only'
            using errcode = 'object_not_in_prerequisite_state', hint = 'What happened stays on record, for everybody.';
    end if;
    -- By hand: the only trigger under way is this one.
    if pg_trigger_depth() < 2 then
        raise exception 'events are not written by hand'
            using errcode = 'object_not_in_prerequisite_state', hint = 'Change the table itself; that is recorded by itself.';
    end if;
    return null;
end
$$;
comment on function merit.keep_event is 'Refuses to change or invent what happened.';

create trigger keep before insert or update or delete or truncate on merit.event
    for each statement execute function merit.keep_event();

-- Arguments: the column that is the key, then columns whose change alone is no event. A statement is recorded at once, whatever
-- the number of its rows.
create function merit.record_event() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    case tg_op
        when 'INSERT' then
            insert into merit.event (table_name, key, action, after)
            select tg_table_name, image ->> tg_argv[0], 'insert', jsonb_strip_nulls(image)
            from (select to_jsonb(come) as image from come) row_after;
        when 'DELETE' then
            insert into merit.event (table_name, key, action, before)
            select tg_table_name, image ->> tg_argv[0], 'delete', jsonb_strip_nulls(image)
            from (select to_jsonb(gone) as image from gone) row_before;
        else
            -- A key that changes shows as a row that goes and one that comes.
            with old_row as materialized (select to_jsonb(gone) as image from gone),
                new_row as materialized (select to_jsonb(come) as image from come)
            insert into merit.event (table_name, key, action, before, after)
            select tg_table_name, coalesce(old_row.image, new_row.image) ->> tg_argv[0], 'update',
                coalesce(difference.before, old_row.image), coalesce(difference.after, new_row.image)
            from old_row
                full join new_row on new_row.image -> tg_argv[0] = old_row.image -> tg_argv[0]
                left join lateral (
                    select jsonb_object_agg(field.key, field.value) as before,
                        jsonb_object_agg(field.key, new_row.image -> field.key) as after
                    from jsonb_each(old_row.image) field
                    where new_row.image is not null and new_row.image -> field.key is distinct from field.value) difference on true
            where old_row.image is null or new_row.image is null or difference.before - tg_argv[1:] <> '{}';
    end case;
    return null;
end
$$;
comment on function merit.record_event is 'Records in merit.event what a statement changed.';

-- For tables whose rows a scoring updates by the thousand: a trigger's condition says which updates are events, and the others cost
-- nothing. Argument: the column that is the key.
create function merit.record_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    -- Once, not for each column.
    gone constant jsonb := to_jsonb(old);
    come constant jsonb := to_jsonb(new);
begin
    insert into merit.event (table_name, key, action, before, after)
    select tg_table_name, come ->> tg_argv[0], 'update', jsonb_object_agg(field.key, field.value),
        jsonb_object_agg(field.key, come -> field.key)
    from jsonb_each(gone) field
    where come -> field.key is distinct from field.value;
    return null;
end
$$;
comment on function merit.record_change is 'Records in merit.event what an update changed in a row.';

do $$
declare
    recorded record;
    way record;
begin
    for recorded in
        select * from (values
            ('template', '''template_id'''),
            ('appraisal_period', '''period_id'', ''revision'', ''scored_at'', ''problem'''),
            ('evaluation', '''evaluation_id'', ''problem'''),
            ('appeal', '''appeal_id'', ''problem'''),
            ('setting', '''name''')) t (table_name, arguments)
    loop
        for way in
            select * from (values
                ('insert', 'new table as come'), ('update', 'old table as gone new table as come'), ('delete', 'old table as gone')
            ) w (action, tables)
        loop
            execute format('create trigger record_%s after %s on merit.%I referencing %s for each statement execute function merit.record_event(%s)',
                way.action, way.action, recorded.table_name, way.tables, recorded.arguments);
        end loop;
    end loop;
end
$$;

grant select on merit.event to merit_worker, merit_hr;
