create or replace function merit.guard_evaluation() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    given constant merit.evaluation := case tg_op when 'DELETE' then old else new end;
    period merit.appraisal_period;
    actor text := session_user;
begin
    -- The worker's mark is no change of the evaluation.
    if tg_op = 'UPDATE' and to_jsonb(new) - 'problem' = to_jsonb(old) - 'problem' then
        return new;
    end if;
    if tg_op = 'UPDATE' and new.period_id is distinct from old.period_id then
        raise exception 'an evaluation keeps its period'
            using errcode = 'check_violation', hint = 'Delete it, and insert it for the other period.';
    end if;
    -- Whoever closes the period waits for this transaction, or this one sees that it is closed.
    if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
        -- Such a snapshot may be older than the closing: then the server refuses the lock, and the transaction is to be repeated.
        select * into period from merit.appraisal_period where period_id = given.period_id for share;
    else
        select * into period from merit.appraisal_period where period_id = given.period_id for key share;
    end if;
    if not found then
        raise exception 'there is no period %', coalesce(given.period_id::text, 'null')
            using errcode = 'foreign_key_violation',
                hint = 'Take period_id from merit.appraisal_period by its label.';
    end if;
    if period.status = 'closed' then
        raise exception 'period "%" is closed; its evaluations cannot change', period.label
            using errcode = 'object_not_in_prerequisite_state', hint = 'Reopen the period first, with a reason.';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if coalesce(new.employee_id, '') = '' then
        raise exception 'an evaluation names the person it is about'
            using errcode = 'not_null_violation', hint = 'Give employee_id, as merit_source.employee has it.';
    end if;
    if coalesce(new.source, '') not in ('self', 'supervisor', 'peer') then
        raise exception 'an evaluation does not come from %', coalesce('"' || new.source || '"', 'null')
            using errcode = 'check_violation', hint = 'Its source is self, supervisor or peer.';
    end if;
    if greatest(length(new.employee_id), length(new.rater_id), length(new.indicator)) > 200 then
        raise exception 'an id or a code of an evaluation has more than 200 characters'
            using errcode = 'check_violation', hint = 'Give employee_id and rater_id as merit_source.employee has them, indicator as the template.';
    end if;
    if length(new.comment) > 100000 then
        raise exception 'a comment has % characters; 100000 are the most', length(new.comment)
            using errcode = 'check_violation', hint = 'Say it in fewer words.';
    end if;
    if not isfinite(new.submitted_at) then
        raise exception 'an evaluation cannot have been given at %', new.submitted_at
            using errcode = 'check_violation', hint = 'Leave submitted_at out, or name an instant.';
    end if;
    if new.source = 'self' then
        if new.rater_id <> new.employee_id then
            if merit.setting_value('entered_for_others') is distinct from 1 then
                raise exception 'the self-evaluation of "%" cannot be given by "%"', new.employee_id, new.rater_id
                    using errcode = 'check_violation',
                        hint = 'Leave rater_id out, or give it as peer or supervisor; where others enter it for them, set entered_for_others to 1.';
            end if;
            if tg_op = 'INSERT' or new.rater_id is distinct from old.rater_id then
                actor := format('%s (%s)', new.rater_id, session_user);
            end if;
        end if;
        -- There is one of a person, by one name: of two that are given at once, the constraint holds one back.
        if tg_op = 'UPDATE' and old.source = 'self' and coalesce(old.rater_id, old.employee_id) = old.employee_id
            and new.employee_id = old.employee_id and new.indicator is not distinct from old.indicator then
            new.rater_id := old.rater_id;
        else
            -- One that was given before raters of them had a name keeps having none; whoever deletes it comes first, or waits.
            perform from merit.evaluation
            where period_id = new.period_id and employee_id = new.employee_id and source = 'self' and rater_id is null
                and indicator is not distinct from new.indicator and evaluation_id <> new.evaluation_id
            for key share;
            new.rater_id := case when not found then new.employee_id end;
        end if;
    elsif new.rater_id = new.employee_id then
        raise exception '"%" cannot be the % of "%"', new.rater_id, new.source, new.employee_id
            using errcode = 'check_violation', hint = 'What people say about themselves has the source self; rater_id is who evaluates.';
    end if;
    if new.points is null and btrim(coalesce(new.comment, '')) = '' then
        raise exception 'an evaluation gives points, a comment, or both'
            using errcode = 'not_null_violation', hint = 'Set points, from 0 to 100; or comment, which then counts for nothing.';
    end if;
    if not new.points between 0 and 100 then
        raise exception 'points are a number from 0 to 100, not %', new.points
            using errcode = 'check_violation',
                hint = 'With an indicator, its own points; without, one overall number out of 100.';
    end if;
    if scale(trim_scale(new.points)) > 12 and (tg_op = 'INSERT' or new.points is distinct from old.points) then
        raise exception 'points have more than 12 digits behind the point'
            using errcode = 'check_violation', hint = 'Round them; what counts is rounded to hundredths in the end.';
    end if;
    if tg_op = 'INSERT' then
        new.entered_by := actor;
        new.changed_by := null;
    else
        new.entered_by := old.entered_by;
        new.changed_by := actor;
    end if;
    new.problem := null;
    return new;
end
$$;
comment on function merit.guard_evaluation is 'Refuses what the row alone shows; what only the template knows the worker marks in problem.';

create or replace trigger guard before insert or update or delete on merit.evaluation
    for each row execute function merit.guard_evaluation();
