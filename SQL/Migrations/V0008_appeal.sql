create table merit.appeal (
    appeal_id     bigint generated always as identity primary key,
    period_id     bigint      not null references merit.appraisal_period,
    employee_id   text        not null,
    indicator     text,
    reason        text        not null,
    wanted        text,
    submitted_by  text        not null default session_user,
    submitted_at  timestamptz not null default clock_timestamp(),
    status        text        not null default 'open',
    excluded_rows text[],
    set_value     numeric,
    decision      text,
    decided_by    text,
    decided_at    timestamptz,
    problem       text
);
create index appeal_period on merit.appeal (period_id, employee_id, indicator);
create unique index appeal_open on merit.appeal (period_id, employee_id, indicator) nulls not distinct where status = 'open';

comment on table merit.appeal is
    'Appeals against results. A person decides: an UPDATE to upheld, rejected or withdrawn. Every later scoring honours what was upheld.';
comment on column merit.appeal.appeal_id is 'Number of the appeal.';
comment on column merit.appeal.period_id is 'The period of the result.';
comment on column merit.appeal.employee_id is 'Whose result it is.';
comment on column merit.appeal.indicator is 'Code of the indicator it is about; null: the whole result, which is measured again if the appeal is upheld.';
comment on column merit.appeal.reason is 'Why the result is held to be wrong.';
comment on column merit.appeal.wanted is 'What is asked for.';
comment on column merit.appeal.submitted_by is 'Who submitted it.';
comment on column merit.appeal.submitted_at is 'When.';
comment on column merit.appeal.status is 'open, then upheld, rejected or withdrawn.';
comment on column merit.appeal.excluded_rows is
    'If it is upheld: ids of rows of the measured relation that do not count for this indicator; {}: none, it counts as measured.';
comment on column merit.appeal.set_value is
    'If it is upheld: the value that the scale reads in place of the measured one; of a rated indicator its points in the sheet of every rater.';
comment on column merit.appeal.decision is 'Why it was decided so.';
comment on column merit.appeal.decided_by is 'Who decided.';
comment on column merit.appeal.decided_at is 'When. Of several upheld appeals on one indicator the one decided last counts, alone.';
comment on column merit.appeal.problem is 'What of it the last scoring could not do, and why; null: nothing.';

create function merit.guard_appeal() returns trigger
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

    -- Whoever closes the period waits for this transaction, or this one sees that it is closed.
    perform pg_advisory_xact_lock_shared('merit.appraisal_period'::regclass::oid::integer, hashint8(new.period_id));
    if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
        select * into period from merit.appraisal_period where period_id = new.period_id for share;
    else
        select * into period from merit.appraisal_period where period_id = new.period_id;
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

    if tg_op = 'INSERT' then
        if new.status <> 'open' or num_nonnulls(new.excluded_rows, new.set_value, new.decision, new.decided_by, new.decided_at) > 0 then
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
    if new.status <> 'upheld' and num_nonnulls(new.excluded_rows, new.set_value) > 0 then
        raise exception 'appeal % is not upheld, and so changes nothing', new.appeal_id
            using errcode = 'check_violation', hint = 'Leave excluded_rows and set_value out, or set status to upheld too.';
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

create trigger guard before insert or update or delete on merit.appeal
    for each row execute function merit.guard_appeal();
create trigger keep_all before truncate on merit.appeal
    for each statement execute function merit.refuse_truncate();

create function merit.note_appeal() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.unseen (period_id, employee_ids, appeal_id) values (new.period_id, array[new.employee_id], new.appeal_id);
    return null;
end
$$;
comment on function merit.note_appeal is 'Notes that an appeal was upheld.';

create trigger note_upheld after update on merit.appeal
    for each row when (new.status = 'upheld' and old.status <> 'upheld')
    execute function merit.note_appeal();

grant select on merit.appeal to merit_worker, merit_hr;
grant update (problem) on merit.appeal to merit_worker;
grant insert (period_id, employee_id, indicator, reason, wanted, submitted_by, submitted_at) on merit.appeal to merit_hr;
grant update (reason, wanted, status, excluded_rows, set_value, decision, decided_by) on merit.appeal to merit_hr;
