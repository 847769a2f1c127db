-- What is worked out from a day that people give (a day more, an instant of it) has to exist, or a list for everyone ends with an error.
-- Arguments: the columns. A day that stands there already stays.
create or replace function merit.guard_days() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    image constant jsonb := to_jsonb(new);
    before constant jsonb := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
    field text;
begin
    foreach field in array tg_argv loop
        continue when image ->> field is null or image -> field = before -> field;
        if (image ->> field)::date not between date '1900-01-01' and date '9999-12-31' then
            raise exception 'merit.%: % cannot be %', tg_table_name, field, image ->> field
                using errcode = 'datetime_field_overflow', hint = 'Give a day of the years 1900 to 9999.';
        end if;
    end loop;
    return new;
end
$$;
comment on function merit.guard_days is 'Refuses days outside the years 1900 to 9999.';

create or replace trigger guard_days before update of due_on on merit.improvement_task
    for each row when (new.due_on is distinct from old.due_on) execute function merit.guard_days('due_on');
create or replace trigger guard_days before insert or update of due_on on merit.appeal
    for each row execute function merit.guard_days('due_on');
create or replace trigger guard_days before insert or update on merit.training_record
    for each row execute function merit.guard_days('began_on', 'ended_on');
create or replace trigger guard_days before insert on merit.dismissal_notice
    for each row execute function merit.guard_days('given_on', 'ends_on');
create or replace trigger guard_days before insert or update on merit.target
    for each row execute function merit.guard_days('baseline_on', 'due_on');
