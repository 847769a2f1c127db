-- For tables whose rows a scoring updates by the thousand: a trigger's condition says which updates are events, and the others cost
-- nothing. Argument: the column that is the key.
create or replace function merit.record_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    -- Once, not for each column.
    gone constant jsonb := to_jsonb(old);
    come constant jsonb := to_jsonb(new);
begin
    insert into merit.event (person, table_name, key, action, before, after)
    select merit.viewer(), tg_table_name, come ->> tg_argv[0], 'update', jsonb_object_agg(field.key, field.value),
        jsonb_object_agg(field.key, come -> field.key)
    from jsonb_each(gone) field
    where come -> field.key is distinct from field.value;
    return null;
end
$$;
comment on function merit.record_change is 'Records in merit.event what an update changed in a row.';
