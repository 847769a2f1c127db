-- Fires behind the guards (triggers go by their names), which fill in the role that had logged in where nobody is named. Arguments: the
-- columns that say who.
create or replace function merit.sign() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
    image jsonb;
    before jsonb;
    field text;
begin
    if viewer is null then
        -- An application that is trusted to say for whom it acts says so, or names nobody.
        if exists (select from merit.application where role_name = session_user) then
            raise exception 'it is not known for whom "%" acts', session_user
                using errcode = 'insufficient_privilege', hint = 'Call merit.act_for(employee_id) in the same transaction first.';
        end if;
        return new;
    end if;
    image := to_jsonb(new);
    before := case when tg_op = 'UPDATE' then to_jsonb(old) else '{}' end;
    -- What somebody appeals against, and whether they still do, is theirs to say, or of whoever entered it for them.
    if tg_op = 'UPDATE' and tg_table_name = 'appeal' and viewer not in (before ->> 'employee_id', coalesce(before ->> 'submitted_by', '')) then
        if (image -> 'reason', image -> 'wanted') is distinct from (before -> 'reason', before -> 'wanted') then
            raise exception 'the words of "%" are not for "%" to change', before ->> 'employee_id', viewer
                using errcode = 'insufficient_privilege', hint = 'Say in decision what you hold against them.';
        end if;
        if image ->> 'status' = 'withdrawn' and before ->> 'status' <> 'withdrawn' then
            raise exception 'the appeal of "%" is not for "%" to withdraw', before ->> 'employee_id', viewer
                using errcode = 'insufficient_privilege', hint = 'Uphold or reject it, with a word.';
        end if;
        if image -> 'due_on' is distinct from before -> 'due_on' and (before ->> 'due_on' is null or (image ->> 'due_on')::date > (before ->> 'due_on')::date
            or image ->> 'due_on' is null) then
            raise exception 'the appeal of "%" is due on %, and not later', before ->> 'employee_id', before ->> 'due_on'
                using errcode = 'insufficient_privilege', hint = 'Decide it; who is late is told by merit.owed.';
        end if;
    end if;
    foreach field in array tg_argv loop
        continue when image ->> field is null or image -> field = before -> field;
        if image ->> field not in (viewer, session_user) then
            raise exception 'merit.%: % cannot be "%", because you are "%"', tg_table_name, field, image ->> field, viewer
                using errcode = 'insufficient_privilege', hint = format('Leave %s out; it is filled in.', field);
        end if;
        if field = 'decided_by' and viewer in (image ->> 'employee_id', image ->> 'colleague_id') and image ->> 'status' <> 'withdrawn' then
            raise exception 'nobody decides about themselves'
                using errcode = 'insufficient_privilege', hint = 'Have somebody else decide.';
        end if;
        new := jsonb_populate_record(new, jsonb_build_object(field, viewer));
    end loop;
    return new;
end
$$;
comment on function merit.sign is 'Puts the viewer''s name under what is done, and refuses somebody else''s.';
