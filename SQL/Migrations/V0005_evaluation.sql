create table merit.evaluation (
    evaluation_id bigint generated always as identity primary key,
    period_id     bigint      not null references merit.appraisal_period,
    employee_id   text        not null,
    source        text        not null,
    rater_id      text,
    indicator     text,
    points        numeric     not null,
    comment       text,
    submitted_at  timestamptz not null default clock_timestamp(),
    problem       text,
    constraint evaluation_given_once unique nulls not distinct (period_id, employee_id, source, rater_id, indicator)
);

create index evaluation_problem on merit.evaluation (period_id) where problem is not null;

comment on table merit.evaluation is 'Points that people give: an INSERT answers, an UPDATE changes the answer.';
comment on column merit.evaluation.evaluation_id is 'Number of the evaluation.';
comment on column merit.evaluation.period_id is 'For which period.';
comment on column merit.evaluation.employee_id is 'Who is evaluated.';
comment on column merit.evaluation.source is 'self, supervisor or peer.';
comment on column merit.evaluation.rater_id is 'Who evaluates.';
comment on column merit.evaluation.indicator is 'Code of a rated indicator; null: one overall number out of 100.';
comment on column merit.evaluation.points is 'Points given, within the range of one of the indicator''s levels.';
comment on column merit.evaluation.comment is 'The rater''s words: a proposal, a piece of advice.';
comment on column merit.evaluation.submitted_at is 'When it was given.';
comment on column merit.evaluation.problem is 'Why it was left out of the scoring; null: nothing found.';

create function merit.guard_evaluation() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    given constant merit.evaluation := case tg_op when 'DELETE' then old else new end;
    period merit.appraisal_period;
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
    perform pg_advisory_xact_lock_shared('merit.appraisal_period'::regclass::oid::integer, hashint8(given.period_id));
    if current_setting('transaction_isolation') in ('repeatable read', 'serializable') then
        -- Such a snapshot may be older than the closing: then the server refuses the lock, and the transaction is to be repeated.
        select * into period from merit.appraisal_period where period_id = given.period_id for share;
    else
        select * into period from merit.appraisal_period where period_id = given.period_id;
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
    if new.points is null or not new.points between 0 and 100 then
        raise exception 'points are a number from 0 to 100, not %', coalesce(new.points::text, 'null')
            using errcode = 'check_violation',
                hint = 'With an indicator, its own points; without, one overall number out of 100.';
    end if;
    new.problem := null;
    return new;
end
$$;
comment on function merit.guard_evaluation is 'Refuses what the row alone shows; what only the template knows the worker marks in problem.';

create trigger guard before insert or update or delete on merit.evaluation
    for each row execute function merit.guard_evaluation();
create trigger keep_all before truncate on merit.evaluation
    for each statement execute function merit.refuse_truncate();

grant select on merit.evaluation to merit_worker, merit_hr;
grant update (problem) on merit.evaluation to merit_worker;
grant insert (period_id, employee_id, source, rater_id, indicator, points, comment, submitted_at), delete on merit.evaluation to merit_hr;
grant update (employee_id, source, rater_id, indicator, points, comment, submitted_at) on merit.evaluation to merit_hr;
