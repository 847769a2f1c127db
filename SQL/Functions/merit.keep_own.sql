-- What people say of themselves is theirs to say; whose people they are, by which calendar they are measured and how long what is kept of them
-- has to be kept is for others to say.
create or replace function merit.keep_own() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
    image jsonb;
begin
    if viewer is null then
        return coalesce(new, old);
    end if;
    if tg_table_name = 'improvement_task' then
        if viewer <> old.employee_id then
            raise exception 'what "%" proposes is not for "%" to write', old.employee_id, viewer
                using errcode = 'insufficient_privilege', hint = 'Write it into note, or advice.';
        end if;
        return new;
    end if;
    foreach image in array array[
        case when tg_op <> 'INSERT' then to_jsonb(old) end, case when tg_op <> 'DELETE' then to_jsonb(new) end] loop
        if viewer = (case when tg_table_name <> 'work_calendar_use' then image ->> 'employee_id'
            when image ->> 'scope' = 'person' then image ->> 'name' end) then
            raise exception 'nobody %', case tg_table_name when 'supervision' then 'names their own supervisor'
                    when 'work_calendar_use' then 'chooses the calendar that they are measured by' else 'lifts a hold on themselves' end
                using errcode = 'insufficient_privilege', hint = 'Have somebody else do it.';
        end if;
    end loop;
    return coalesce(new, old);
end
$$;
comment on function merit.keep_own is 'Refuses to write for somebody else what that one proposes, to name one''s own supervisor or calendar, and to lift a hold on oneself.';

create or replace trigger keep_own before update on merit.improvement_task
    for each row when (new.proposal is distinct from old.proposal) execute function merit.keep_own();
create or replace trigger keep_own before insert or update or delete on merit.supervision
    for each row execute function merit.keep_own();
create or replace trigger keep_own before insert or update or delete on merit.work_calendar_use
    for each row execute function merit.keep_own();
create or replace trigger keep_own before update on merit.hold
    for each row execute function merit.keep_own();
