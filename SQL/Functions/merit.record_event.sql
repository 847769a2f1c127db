-- Each row of the trail asks three times: in PL/pgSQL it costs no plan.
create or replace function merit.event_key(image jsonb, columns text) returns text
    language plpgsql immutable set search_path = pg_catalog, pg_temp
as $$
declare
    found_key text;
    name text;
begin
    foreach name in array string_to_array(columns, ',') loop
        found_key := case when found_key is null then image ->> name else concat_ws(' ', found_key, image ->> name) end;
    end loop;
    return found_key;
end
$$;
comment on function merit.event_key is 'The key of a row in merit.event: one column, or several with spaces between them.';

-- Those of a document inside a row are part of what it says.
create or replace function merit.without_nulls(image jsonb) returns jsonb
    language sql immutable
    return (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(image) where value <> 'null');
comment on function merit.without_nulls is 'A row without the columns that hold nothing.';

-- Arguments: the column that is the key, or several with commas between them, then columns whose change alone is no event. A statement is recorded at once, whatever
-- the number of its rows.
create or replace function merit.record_event() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
begin
    case tg_op
        when 'INSERT' then
            insert into merit.event (person, table_name, key, action, after)
            select viewer, tg_table_name, merit.event_key(image, tg_argv[0]), 'insert', merit.without_nulls(image)
            from (select to_jsonb(come) as image from come) row_after;
        when 'DELETE' then
            insert into merit.event (person, table_name, key, action, before)
            select viewer, tg_table_name, merit.event_key(image, tg_argv[0]), 'delete', merit.without_nulls(image)
            from (select to_jsonb(gone) as image from gone) row_before;
        else
            -- A key that changes shows as a row that goes and one that comes.
            with old_row as materialized (select to_jsonb(gone) as image from gone),
                new_row as materialized (select to_jsonb(come) as image from come)
            insert into merit.event (person, table_name, key, action, before, after)
            select viewer, tg_table_name, merit.event_key(coalesce(old_row.image, new_row.image), tg_argv[0]), 'update',
                coalesce(difference.before, old_row.image), coalesce(difference.after, new_row.image)
            from old_row
                full join new_row on merit.event_key(new_row.image, tg_argv[0]) = merit.event_key(old_row.image, tg_argv[0])
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

create or replace trigger record_insert after insert on merit.training_course
    referencing new table as come for each statement execute function merit.record_event('code,indicator');
create or replace trigger record_update after update on merit.training_course
    referencing old table as gone new table as come for each statement execute function merit.record_event('code,indicator');
create or replace trigger record_delete after delete on merit.training_course
    referencing old table as gone for each statement execute function merit.record_event('code,indicator');
