create or replace function merit.sign_evaluation() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
    actor constant text := format('%s (%s)', viewer, session_user);
    author constant text := case when tg_op <> 'INSERT' then case old.source when 'self' then coalesce(old.rater_id, old.employee_id) else old.rater_id end end;
begin
    if tg_op = 'UPDATE' and to_jsonb(new) - 'problem' = to_jsonb(old) - 'problem' then
        return new;
    end if;
    if viewer is null then
        if exists (select from merit.application where role_name = session_user) then
            raise exception 'it is not known for whom "%" acts', session_user
                using errcode = 'insufficient_privilege', hint = 'Call merit.act_for(employee_id) in the same transaction first.';
        end if;
        return coalesce(new, old);
    end if;
    if tg_op = 'DELETE' then
        -- Whoever entered it may take it back, and so may whoever gave it.
        if author <> viewer and not starts_with(coalesce(old.entered_by, ''), viewer || ' (') then
            raise exception 'an evaluation by "%" is not for "%" to delete', author, viewer
                using errcode = 'insufficient_privilege', hint = 'Whoever gave it, or entered it, deletes it.';
        end if;
        return old;
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
        -- Where Merit knows of no supervisor, the worker says whether it counts.
        if new.source = 'supervisor' and not merit.is_supervisor(viewer, new.period_id, new.employee_id)
            and coalesce((merit.today(new.employee_id)).supervisor_id, (
                select r.supervisor_id
                from merit.newest_result n
                    join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
                where n.period_id = new.period_id and n.employee_id = new.employee_id)) is not null then
            raise exception '"%" is not the supervisor of "%"', viewer, new.employee_id
                using errcode = 'check_violation', hint = 'Give it as peer; or have merit.supervision name the supervisor first.';
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

create or replace trigger sign before insert or update or delete on merit.evaluation
    for each row execute function merit.sign_evaluation();
