-- What people say of themselves is theirs to say, and whose people they are is for others to say.
create or replace function merit.keep_own() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
begin
    if viewer is null then
        return coalesce(new, old);
    end if;
    if tg_table_name = 'improvement_task' then
        if viewer <> old.employee_id then
            raise exception 'what "%" proposes is not for "%" to write', old.employee_id, viewer
                using errcode = 'insufficient_privilege', hint = 'Write it into note, or advice.';
        end if;
    elsif viewer in (case when tg_op <> 'INSERT' then old.employee_id end, case when tg_op <> 'DELETE' then new.employee_id end) then
        raise exception 'nobody names their own supervisor'
            using errcode = 'insufficient_privilege', hint = 'Have somebody else do it.';
    end if;
    return coalesce(new, old);
end
$$;
comment on function merit.keep_own is 'Refuses to write for somebody else what that one proposes, and to name one''s own supervisor.';

create or replace trigger keep_own before update on merit.improvement_task
    for each row when (new.proposal is distinct from old.proposal) execute function merit.keep_own();
create or replace trigger keep_own before insert or update or delete on merit.supervision
    for each row execute function merit.keep_own();
