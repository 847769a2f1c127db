create or replace function merit.guard_appeal() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    period merit.appraisal_period;
    appealed merit.result;
    score merit.indicator_score;
    other bigint;
begin
    -- The worker's mark is no change of the appeal.
    if tg_op = 'UPDATE' and to_jsonb(new) - 'problem' = to_jsonb(old) - 'problem' then
        return new;
    end if;
    if tg_op = 'DELETE' then
        raise exception 'appeal % cannot be deleted', old.appeal_id
            using errcode = 'check_violation', hint = 'Set its status to withdrawn; what was said and decided stays.';
    end if;
    if tg_op = 'UPDATE' and old.status <> 'open' then
        raise exception 'appeal % was %; it does not change any more', old.appeal_id, old.status
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'Insert another appeal: of several upheld ones the one decided last counts.';
    end if;
    if tg_op = 'UPDATE' and (new.appeal_id, new.period_id, new.employee_id, new.indicator, new.submitted_by, new.submitted_at)
        is distinct from (old.appeal_id, old.period_id, old.employee_id, old.indicator, old.submitted_by, old.submitted_at) then
        raise exception 'appeal % stays about what it was submitted for', old.appeal_id
            using errcode = 'check_violation', hint = 'Set its status to withdrawn, and insert another one.';
    end if;

    if tg_op = 'UPDATE' and new.status <> 'open' and new.picked_rows is distinct from old.picked_rows then
        raise exception 'appeal % stays about the rows that were picked', old.appeal_id
            using errcode = 'check_violation', hint = 'Rows are picked while it is open, by merit_api.pick_rows.';
    end if;

    -- Whoever closes the period waits for this transaction, or this one sees that it is closed.
    if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
        select * into period from merit.appraisal_period where period_id = new.period_id for share;
    else
        select * into period from merit.appraisal_period where period_id = new.period_id for key share;
    end if;
    if not found then
        raise exception 'there is no period %', coalesce(new.period_id::text, 'null')
            using errcode = 'foreign_key_violation', hint = 'Take period_id from merit.appraisal_period by its label.';
    end if;
    if period.status = 'closed' then
        raise exception 'period "%" is closed; its appeals cannot change', period.label
            using errcode = 'object_not_in_prerequisite_state', hint = 'Reopen the period first, with a reason.';
    end if;
    select * into appealed from merit.result
    where period_id = new.period_id and employee_id = new.employee_id order by revision desc limit 1;
    if not found then
        raise exception '% has no result in period "%"', coalesce('"' || new.employee_id || '"', 'null'), period.label
            using errcode = 'foreign_key_violation', hint = 'merit.current_result shows who has one.';
    end if;
    if new.indicator is not null then
        select * into score from merit.indicator_score
        where period_id = new.period_id and employee_id = new.employee_id and revision = appealed.revision
            and indicator = new.indicator;
        if not found and tg_op = 'INSERT' then
            raise exception 'the result of "%" in period "%" has no indicator "%"', new.employee_id, period.label, new.indicator
                using errcode = 'foreign_key_violation',
                    hint = 'merit.current_indicator_score shows its indicators; leave indicator out to appeal against the whole result.';
        end if;
    end if;
    if btrim(coalesce(new.reason, '')) = '' then
        raise exception 'an appeal says why' using errcode = 'not_null_violation', hint = 'Give reason.';
    end if;

    if greatest(length(new.reason), length(new.wanted), length(new.decision)) > 100000
        or octet_length(new.excluded_rows::text) > 10000000 then
        raise exception 'an appeal is longer than anybody reads'
            using errcode = 'check_violation',
                hint = 'reason, wanted and decision have at most 100000 characters each, excluded_rows 10000000 bytes in all.';
    end if;
    if tg_op = 'INSERT' and not isfinite(new.submitted_at) then
        raise exception 'an appeal cannot have been submitted at %', new.submitted_at
            using errcode = 'check_violation', hint = 'Leave submitted_at out, or name an instant.';
    end if;

    if tg_op = 'INSERT' then
        if new.status <> 'open' or num_nonnulls(
            new.excluded_rows, new.set_value, new.colleague_id, new.decision, new.decided_by, new.decided_at) > 0 then
            raise exception 'an appeal begins as open, undecided'
                using errcode = 'check_violation', hint = 'Insert it first; then decide it by an UPDATE.';
        end if;
        select appeal_id into other from merit.appeal
        where period_id = new.period_id and employee_id = new.employee_id and indicator is not distinct from new.indicator
            and status = 'open';
        if found then
            raise exception 'appeal % on the same value is open', other
                using errcode = 'unique_violation', hint = 'Decide or withdraw that one first, or add to its reason.';
        end if;
        new.problem := null;
        return new;
    end if;

    if new.status is null or new.status not in ('open', 'upheld', 'rejected', 'withdrawn') then
        raise exception 'an appeal is not %', coalesce('"' || new.status || '"', 'null')
            using errcode = 'check_violation', hint = 'Its status is open, upheld, rejected or withdrawn.';
    end if;
    if new.status <> 'upheld' and num_nonnulls(new.excluded_rows, new.set_value, new.colleague_id) > 0 then
        raise exception 'appeal % is not upheld, and so changes nothing', new.appeal_id
            using errcode = 'check_violation',
                hint = 'Leave excluded_rows, set_value and colleague_id out, or set status to upheld too.';
    end if;
    if new.status = 'open' then
        if num_nonnulls(new.decision, new.decided_by, new.decided_at) > 0 then
            raise exception 'appeal % is open; it has no decision yet', new.appeal_id
                using errcode = 'check_violation', hint = 'Set status to upheld or rejected in the same UPDATE.';
        end if;
        return new;
    end if;
    if new.status in ('upheld', 'rejected') and btrim(coalesce(new.decision, '')) = '' then
        raise exception 'appeal % cannot be % without a word', new.appeal_id, new.status
            using errcode = 'not_null_violation', hint = 'Set decision, in words for whoever appealed, in the same UPDATE.';
    end if;
    new.decided_by := coalesce(new.decided_by, session_user);
    new.decided_at := clock_timestamp();
    if new.status <> 'upheld' then
        return new;
    end if;

    if new.indicator is null and num_nonnulls(new.excluded_rows, new.set_value) > 0 then
        raise exception 'appeal % is against the whole result; there is no one value to change', new.appeal_id
            using errcode = 'check_violation', hint = 'Have it withdrawn, and insert one for each indicator.';
    end if;
    if new.indicator is not null and num_nonnulls(new.excluded_rows, new.set_value) <> 1 then
        raise exception 'appeal % is upheld by either leaving rows out or setting the value', new.appeal_id
            using errcode = 'check_violation',
                hint = 'Set one of excluded_rows and set_value; excluded_rows = ''{}'' has the indicator count as measured.';
    end if;
    if score.kind = 'rated' and new.excluded_rows is not null then
        raise exception 'indicator "%" is rated: it has no rows to leave out', new.indicator
            using errcode = 'check_violation', hint = 'Set set_value to its points.';
    end if;
    if new.colleague_id is not null then
        if new.kind <> 'not_my_ticket' or coalesce(cardinality(new.excluded_rows), 0) = 0 then
            raise exception 'appeal % has no rows that could count for "%"', new.appeal_id, new.colleague_id
                using errcode = 'check_violation', hint = 'Set kind to not_my_ticket, and excluded_rows to the rows that are that colleague''s.';
        end if;
        if new.colleague_id = new.employee_id then
            raise exception 'appeal % leaves rows out for "%", and has them count again', new.appeal_id, new.colleague_id
                using errcode = 'check_violation', hint = 'Name the colleague whose they are, or nobody.';
        end if;
        if not exists (
            select from merit.newest_result where period_id = new.period_id and employee_id = new.colleague_id) then
            raise exception '"%" has no result in period "%"', new.colleague_id, period.label
                using errcode = 'foreign_key_violation', hint = 'merit.current_result shows who has one; or leave colleague_id out.';
        end if;
    end if;
    if array_position(new.excluded_rows, null) is not null then
        raise exception 'appeal % leaves out a row without id', new.appeal_id
            using errcode = 'not_null_violation', hint = 'Take null out of excluded_rows.';
    end if;
    if score.kind = 'rated' and not new.set_value between 0 and score.max_points then
        raise exception 'indicator "%" has 0 to % points, not %', new.indicator, score.max_points, new.set_value
            using errcode = 'check_violation', hint = 'Set set_value to its points.';
    end if;
    if new.set_value in ('NaN', 'Infinity', '-Infinity') or abs(new.set_value) >= 1e20
        or new.set_value <> round(new.set_value, case score.kind when 'rated' then 2 else 6 end) then
        raise exception 'indicator "%" cannot be set to %', new.indicator, new.set_value
            using errcode = 'check_violation', hint = 'A value has up to 6 digits behind the point, points have up to 2.';
    end if;
    return new;
end
$$;
comment on function merit.guard_appeal is 'Refuses appeals that cannot be, and keeps what was decided.';

create or replace trigger guard before insert or update or delete on merit.appeal
    for each row execute function merit.guard_appeal();
