-- Each setting brings its bounds with it; a value outside them stops every job or none ever, far away from who chose it.
create or replace function merit.guard_setting() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'the setting % cannot be deleted', old.name
            using errcode = 'check_violation', hint = 'Set its value; its note says what each does.';
    end if;
    if tg_op = 'UPDATE' and new.name is distinct from old.name then
        raise exception 'the setting % keeps its name', old.name
            using errcode = 'check_violation', hint = 'Set its value; merit.setting has all settings that there are.';
    end if;
    -- Migrations bring new ones, with their bounds.
    if tg_op = 'INSERT' and num_nulls(new.note, new.least, new.most) > 0 then
        raise exception 'there is no setting %', new.name
            using errcode = 'check_violation', hint = 'merit.setting has all settings that there are; update the value of one.';
    end if;
    if new.value is null or new.value !~ '^[0-9]{1,9}$' or not new.value::integer between new.least and new.most then
        raise exception 'the setting % is a whole number from % to %, not %', new.name, new.least, new.most,
            coalesce('"' || new.value || '"', 'null')
            using errcode = 'check_violation', hint = new.note;
    end if;
    return new;
end
$$;
comment on function merit.guard_setting is 'Refuses values of settings outside their bounds.';

create or replace trigger guard before insert or update or delete on merit.setting
    for each row execute function merit.guard_setting();
create or replace trigger keep_all before truncate on merit.setting
    for each statement execute function merit.refuse_truncate();
