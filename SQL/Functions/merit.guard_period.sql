create or replace function merit.guard_period() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    -- What the job's trigger writes; all else is somebody's, in a trigger of theirs perhaps.
    is_carried constant boolean := current_user = 'merit_owner' and pg_trigger_depth() > 1;
    rescoring_hint constant text :=
        'Close it when that is done; or cancel that first (status cancelled): what is new since the last scoring is then left out.';
    taken merit.appraisal_period;
    -- Whether an update gives it other days, or people.
    is_redrawn boolean := false;
    follows text;
    earliest timestamptz;
    rescoring_due timestamptz;
    given bigint;
    open_appeals bigint;
begin
    if tg_op = 'UPDATE' and old.status = 'closed' and new is distinct from old then
        if new.status <> 'scored' then
            raise exception 'period "%" is closed', old.label
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'Reopen it first: set status to scored and status_reason to the reason.';
        end if;
        if btrim(coalesce(new.status_reason, '')) = '' or new.status_reason is not distinct from old.status_reason then
            raise exception 'reopening period "%" takes a reason of its own', old.label
                using errcode = 'not_null_violation', hint = 'Set status_reason in the same UPDATE, other than it was.';
        end if;
    end if;

    if tg_op = 'INSERT' or new.label is distinct from old.label then
        if btrim(coalesce(new.label, '')) = '' then
            raise exception 'a period needs a label' using errcode = 'not_null_violation', hint = 'Such as 2026-10.';
        end if;
        if length(new.label) > 200 then
            raise exception 'the label of a period has % characters; 200 are the most', length(new.label)
                using errcode = 'check_violation', hint = 'Such as 2026-10.';
        end if;
        select * into taken from merit.appraisal_period where label = new.label;
        if found then
            -- Nothing was found under its name: the name is of more use to the one that is meant. Asked for again meanwhile, it keeps it.
            update merit.appraisal_period
            set label = format('%s (cancelled %s)', left(label, 160), period_id),
                status_reason = concat_ws('; ', status_reason, format('the label "%s" went to another period', label))
            where period_id = taken.period_id and status = 'cancelled' and revision = 0;
            if not found then
                raise exception 'the label "%" is taken by the period from % to %', new.label, taken.starts_on, taken.ends_on
                    using errcode = 'unique_violation',
                        hint = 'Choose another label; to have that period scored again, set its status to pending.';
            end if;
        end if;
    end if;

    if tg_op = 'UPDATE' then
        if new.period_id <> old.period_id then
            raise exception 'period "%" keeps its number', old.label
                using errcode = 'check_violation', hint = 'Insert another period.';
        end if;
        is_redrawn := (new.starts_on, new.ends_on, new.time_zone, new.kind, new.department)
            is distinct from (old.starts_on, old.ends_on, old.time_zone, old.kind, old.department);
    end if;
    if is_redrawn then
        if old.revision > 0 then
            raise exception 'period "%" keeps its days, time zone and department', old.label
                using errcode = 'check_violation', hint = 'It was scored: insert another period under another label.';
        end if;
        if old.status = 'scoring' then
            raise exception 'period "%" is being scored', old.label
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'Cancel that first (status cancelled), then give it other days, another time zone or department.';
        end if;
        if (new.starts_on, new.ends_on, new.department) is distinct from (old.starts_on, old.ends_on, old.department) then
            if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
                raise exception 'period "%" is not given other days or people in a transaction that is %', old.label,
                    upper(current_setting('transaction_isolation'))
                    using errcode = 'object_not_in_prerequisite_state',
                        hint = 'It would not see an evaluation that came meanwhile; use READ COMMITTED.';
            end if;
            -- Evaluations that are on their way hold this row's key: they come first, or see what it is now.
            perform from merit.appraisal_period where period_id = new.period_id for update;
            select count(*) into given from merit.evaluation where period_id = new.period_id;
            if given > 0 then
                raise exception 'period "%" has evaluations (%), which were given for its days and its people', old.label, given
                    using errcode = 'object_not_in_prerequisite_state',
                        hint = 'Cancel it, and insert another period: it may have the same label. Or delete them first.';
            end if;
        end if;
    end if;

    if tg_op = 'INSERT' or is_redrawn then
        if new.starts_on is null or new.ends_on is null or not isfinite(new.starts_on) or not isfinite(new.ends_on) then
            raise exception 'period "%" needs a first and a last day', new.label
                using errcode = 'not_null_violation', hint = 'Give starts_on and ends_on; both days are included.';
        end if;
        if new.ends_on < new.starts_on then
            raise exception 'period "%" would end on % before it starts on %', new.label, new.ends_on, new.starts_on
                using errcode = 'check_violation', hint = 'Both days are included: a period of one day ends on the day it starts.';
        end if;
        -- Beyond that days cannot be counted on, and nobody means them: a year with a digit too many, a year of two digits.
        if new.starts_on < date '1900-01-01' or new.ends_on > date '9999-12-31' then
            raise exception 'period "%" from % to % lies outside the years 1900 to 9999', new.label, new.starts_on, new.ends_on
                using errcode = 'datetime_field_overflow', hint = 'Give both days with a year of four digits, such as 2026-10-01.';
        end if;
        if new.ends_on - new.starts_on >= 1100 then
            raise exception 'period "%" would have % days; 1100 are the most', new.label, new.ends_on - new.starts_on + 1
                using errcode = 'check_violation', hint = 'A period is what people are appraised for at once: a month, a quarter, a year.';
        end if;
        if new.time_zone is null or not merit.is_time_zone(new.time_zone) then
            raise exception 'period "%": unknown time zone %', new.label, coalesce('"' || new.time_zone || '"', 'null')
                using errcode = 'invalid_parameter_value',
                    hint = 'Use a name from pg_timezone_names, such as Asia/Shanghai, Europe/Berlin or UTC.';
        end if;
        if length(new.department) > 500 then
            raise exception 'period "%": a department of % characters; 500 are the most', new.label, length(new.department)
                using errcode = 'check_violation', hint = 'Give it as merit_source.employee has it, or leave it out: then the period is everyone''s.';
        end if;
        follows := merit.kind_of_days(new.starts_on, new.ends_on);
        if is_redrawn and new.kind = old.kind and old.kind = merit.kind_of_days(old.starts_on, old.ends_on) then
            new.kind := null;
        end if;
        new.kind := coalesce(new.kind, follows);
        if new.kind not in (follows, 'custom') then
            raise exception 'period "%" from % to % is no %', new.label, new.starts_on, new.ends_on, new.kind
                using errcode = 'check_violation', hint = 'Leave kind out: it follows from the dates.';
        end if;
    end if;
    if tg_op = 'INSERT' then
        if new.status <> 'pending' or new.revision <> 0 or new.scored_at is not null then
            raise exception 'period "%" begins as pending', new.label
                using errcode = 'check_violation', hint = 'Leave status, revision and scored_at out.';
        end if;
    end if;

    if tg_op = 'UPDATE' and new.take_newest and not old.take_newest
        and (btrim(coalesce(new.status_reason, '')) = '' or new.status_reason is not distinct from old.status_reason)
        and (select s.value from merit.setting s where s.name = 'rules_acknowledged') = '1' then
        raise exception 'taking newer rules for period "%" takes a reason of its own', old.label
            using errcode = 'not_null_violation',
                hint = 'Set status_reason in the same UPDATE (merit period score --reason); without take_newest a new version counts from the next period on.';
    end if;

    -- It is scored when it is over. Only an instant that somebody named behind that stays.
    if is_redrawn and (new.ends_on, new.time_zone) is distinct from (old.ends_on, old.time_zone) and new.score_after = old.score_after and (
        new.score_after <= greatest((new.ends_on + 1)::timestamp at time zone new.time_zone, clock_timestamp())
        or new.score_after = (old.ends_on + 1)::timestamp at time zone old.time_zone) then
        new.score_after := null;
    end if;
    new.score_after := coalesce(
        new.score_after, greatest((new.ends_on + 1)::timestamp at time zone new.time_zone, clock_timestamp()));
    if not isfinite(new.score_after)
        or new.score_after >= timestamptz '10001-01-01Z' and (tg_op = 'INSERT' or new.score_after is distinct from old.score_after) then
        raise exception 'period "%" cannot be scored after %', new.label, new.score_after
            using errcode = 'check_violation', hint = 'Leave score_after out to have it scored at its end, or name an instant.';
    end if;

    earliest := case
        when tg_op = 'INSERT' or new.evaluate_by is distinct from old.evaluate_by
            then greatest(new.starts_on::timestamp at time zone new.time_zone, clock_timestamp())
        when is_redrawn then new.starts_on::timestamp at time zone new.time_zone end;
    if new.evaluate_by <= earliest or earliest is not null and new.evaluate_by >= timestamptz '10001-01-01Z' then
        raise exception 'period "%" cannot be evaluated by %', new.label, new.evaluate_by
            using errcode = 'check_violation', hint = 'Name an instant to come, after its first day has begun; or leave evaluate_by out.';
    end if;

    if tg_op = 'UPDATE' and not is_carried and new.status <> old.status then
        if new.status not in ('pending', 'closed', 'cancelled') and not (old.status = 'closed' and new.status = 'scored') then
            raise exception 'period "%": the status % is not given by hand', old.label, new.status
                using errcode = 'check_violation',
                    hint = 'Set pending to have it scored, cancelled to stop that, closed to keep it as it is, scored to reopen a closed one.';
        end if;
        if new.status = 'cancelled' and old.status not in ('pending', 'scoring') then
            raise exception 'period "%" is %; only a scoring that waits or runs can be cancelled', old.label, old.status
                using errcode = 'object_not_in_prerequisite_state', hint = 'Nothing is under way; what was found stays.';
        end if;
        if new.status = 'closed' and old.status <> 'scored' then
            raise exception 'period "%" is %; only a scored period can be closed', old.label, old.status
                using errcode = 'object_not_in_prerequisite_state',
                    hint = case when old.revision > 0 and old.status in ('pending', 'scoring')
                        then rescoring_hint else 'Have it scored first.' end;
        end if;
        if new.status = 'closed' then
            if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
                raise exception 'period "%" cannot be closed in a transaction that is %', old.label,
                    upper(current_setting('transaction_isolation'))
                    using errcode = 'object_not_in_prerequisite_state',
                        hint = 'It would not see an evaluation or appeal that came meanwhile; use READ COMMITTED.';
            end if;
            -- Evaluations that are on their way hold this row's key: they come first, or are refused.
            perform from merit.appraisal_period where period_id = new.period_id for update;
            select run_at into rescoring_due from merit.job
            where kind = 'score_period' and subject_id = new.period_id and state in ('available', 'running');
            if found then
                raise exception 'period "%" cannot be closed: it is to be rescored at %', old.label, rescoring_due
                    using errcode = 'object_not_in_prerequisite_state', hint = rescoring_hint;
            end if;
            select count(*) into open_appeals from merit.appeal where period_id = new.period_id and status = 'open';
            if open_appeals > 0 then
                raise exception 'period "%" cannot be closed: % of its appeals are open', old.label, open_appeals
                    using errcode = 'object_not_in_prerequisite_state', hint = 'Decide them first, or have them withdrawn.';
            end if;
        end if;
        if new.status = 'pending' and old.status = 'scoring' then
            -- Asked while a job runs: the next one is queued, and this one still runs.
            new.status := 'scoring';
        end if;
    end if;
    return new;
end
$$;
comment on function merit.guard_period is 'Refuses periods that cannot be, and keeps those that were scored.';

create or replace trigger guard before insert or update on merit.appraisal_period
    for each row execute function merit.guard_period();
