create index appraisal_period_end on merit.appraisal_period (ends_on);

create function merit.previous_period(period bigint) returns bigint
    language sql stable strict
    return (
        select earlier.period_id
        from merit.appraisal_period this
            join merit.appraisal_period earlier
                on earlier.ends_on = this.starts_on - 1 and earlier.kind = this.kind
                    and earlier.department is not distinct from this.department
        where this.period_id = period
        order by earlier.scored_at desc nulls last, earlier.period_id desc
        limit 1);
comment on function merit.previous_period is
    'The period of the same kind and department that ends the day before; of several, the one scored last.';

create table merit.outcome (
    outcome_id        bigint generated always as identity primary key,
    period_id         bigint  not null references merit.appraisal_period,
    employee_id       text    not null,
    revision          integer not null,
    kind              text    not null,
    reason            text    not null,
    reason_zh         text    not null,
    status            text    not null default 'proposed',
    decision          text,
    decided_by        text,
    decided_at        timestamptz,
    unsupported_since integer,
    unique (period_id, employee_id, kind)
);
create index outcome_employee on merit.outcome (employee_id, period_id);

comment on table merit.outcome is
    'What results propose: a person accepts or declines each, by UPDATE. Nothing about pay, post or dismissal is final by itself.';
comment on column merit.outcome.outcome_id is 'Number of the proposal.';
comment on column merit.outcome.period_id is 'The period of the result.';
comment on column merit.outcome.employee_id is 'Whose result it is.';
comment on column merit.outcome.revision is 'Revision of the result that it was proposed for.';
comment on column merit.outcome.kind is 'What is proposed, such as skill_training, improvement_plan or dismissal_review.';
comment on column merit.outcome.reason is 'Why: grade and total, or the grades of consecutive periods.';
comment on column merit.outcome.reason_zh is 'The same in Chinese.';
comment on column merit.outcome.status is 'proposed, then accepted or declined; withdrawn: a revision does not support it any more.';
comment on column merit.outcome.decision is 'Why it was decided so.';
comment on column merit.outcome.decided_by is 'Who decided.';
comment on column merit.outcome.decided_at is 'When.';
comment on column merit.outcome.unsupported_since is
    'The revision that does not support it any more; a decided one stays and is flagged by this. Null: it is supported.';

create function merit.guard_outcome() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('outcome %s (%s of "%s")', old.outcome_id, old.kind, old.employee_id);
begin
    if tg_op = 'DELETE' then
        raise exception '% cannot be deleted', named
            using errcode = 'check_violation', hint = 'Decline it, and say why in decision.';
    end if;
    if (new.outcome_id, new.period_id, new.employee_id, new.kind) is distinct from
        (old.outcome_id, old.period_id, old.employee_id, old.kind) then
        raise exception '% stays what was proposed', named
            using errcode = 'check_violation', hint = 'Decline it, and say in decision what is done instead.';
    end if;
    if old.status in ('accepted', 'declined')
        and to_jsonb(new) - 'unsupported_since' <> to_jsonb(old) - 'unsupported_since' then
        raise exception '% was % by %; that does not change any more', named, old.status, old.decided_by
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was decided stays on record.';
    end if;
    if new.status = old.status or (old.status, new.status) in (('proposed', 'withdrawn'), ('withdrawn', 'proposed')) then
        if num_nonnulls(new.decision, new.decided_by, new.decided_at) > 0 and old.status not in ('accepted', 'declined') then
            raise exception '% is not decided yet', named
                using errcode = 'check_violation', hint = 'Set status to accepted or declined in the same UPDATE.';
        end if;
        if new.status <> old.status and not pg_has_role(current_user, 'merit_worker', 'member') then
            raise exception '% is withdrawn by a scoring that does not support it, not by hand', named
                using errcode = 'check_violation', hint = 'Decline it, and say why in decision.';
        end if;
        return new;
    end if;
    if new.status is null or new.status not in ('accepted', 'declined') then
        raise exception 'an outcome is not %', coalesce('"' || new.status || '"', 'null')
            using errcode = 'check_violation', hint = 'Set status to accepted or declined.';
    end if;
    if old.status = 'withdrawn' then
        raise exception '% was withdrawn: revision % of the result does not support it', named, old.unsupported_since
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'There is nothing to decide; merit.current_result shows the result as it stands.';
    end if;
    if not pg_has_role(current_user, 'merit_hr', 'member') then
        raise exception '% cannot be % by %: that is a person''s act', named, new.status, current_user
            using errcode = 'insufficient_privilege', hint = 'Do it as a member of merit_hr.';
    end if;
    if (new.revision, new.reason, new.reason_zh, new.unsupported_since) is distinct from
        (old.revision, old.reason, old.reason_zh, old.unsupported_since) then
        raise exception '% keeps the reason it was proposed for', named
            using errcode = 'check_violation', hint = 'Say in decision why it is decided so.';
    end if;
    if new.status = 'declined' and btrim(coalesce(new.decision, '')) = '' then
        raise exception '% cannot be declined without a word', named
            using errcode = 'not_null_violation', hint = 'Set decision, the reason, in the same UPDATE.';
    end if;
    new.decided_by := coalesce(new.decided_by, session_user);
    new.decided_at := clock_timestamp();
    return new;
end
$$;
comment on function merit.guard_outcome is 'Keeps what was proposed and what was decided.';

create trigger guard before update or delete on merit.outcome
    for each row execute function merit.guard_outcome();
create trigger keep_all before truncate on merit.outcome
    for each statement execute function merit.refuse_truncate();
-- A scoring that withdraws or proposes again is recorded by its run; a person who decides changes these columns.
create trigger record_update after update on merit.outcome
    for each row when ((new.decision, new.decided_by, new.decided_at) is distinct from (old.decision, old.decided_by, old.decided_at))
    execute function merit.record_change('outcome_id');

create table merit.training_course (
    code      text    not null,
    indicator text    not null,
    title     text    not null check (btrim(title) <> ''),
    url       text,
    active    boolean not null default true,
    primary key (code, indicator)
);
create index training_course_indicator on merit.training_course (indicator) where active;

comment on table merit.training_course is 'Training that there is, one row for each indicator that it is for.';
comment on column merit.training_course.code is 'Code of the course.';
comment on column merit.training_course.indicator is 'Code of an indicator that it helps with.';
comment on column merit.training_course.title is 'What it is called.';
comment on column merit.training_course.url is 'Where to find it.';
comment on column merit.training_course.active is 'Whether new tasks may name it.';

create table merit.improvement_task (
    task_id          bigint generated always as identity primary key,
    period_id        bigint       not null references merit.appraisal_period,
    employee_id      text         not null,
    indicator        text         not null,
    revision         integer      not null,
    priority         integer      not null,
    title            text         not null,
    title_zh         text         not null,
    reason           text         not null,
    reason_zh        text         not null,
    value            numeric,
    target           numeric,
    target_band      text         not null,
    points_now       numeric(5,2) not null,
    points_at_target numeric(5,2) not null,
    total_gain       numeric(5,2),
    tickets          text[]       not null default '{}',
    owner_id         text,
    due_on           date         not null,
    training         text,
    proposal         text,
    advice           text,
    note             text,
    status           text         not null default 'open',
    status_reason    text,
    status_reason_zh text,
    cancelled_by     text,
    judged_in        bigint references merit.appraisal_period,
    value_then       numeric,
    points_then      numeric(5,2),
    previous_task_id bigint references merit.improvement_task,
    times_missed     integer      not null default 0,
    unique (period_id, employee_id, indicator)
);
create index improvement_task_employee on merit.improvement_task (employee_id, period_id);

comment on table merit.improvement_task is
    'What weak people are to improve until the next period, worked out from the scale; closed when that is scored.';
comment on column merit.improvement_task.task_id is 'Number of the task.';
comment on column merit.improvement_task.period_id is 'The period that showed the weak spot.';
comment on column merit.improvement_task.employee_id is 'Whose task it is.';
comment on column merit.improvement_task.indicator is 'Code of the indicator.';
comment on column merit.improvement_task.revision is 'Revision of the result that its figures are of.';
comment on column merit.improvement_task.priority is '1: the most weighted points are lost here.';
comment on column merit.improvement_task.title is 'What to reach.';
comment on column merit.improvement_task.title_zh is 'The same in Chinese.';
comment on column merit.improvement_task.reason is 'Why it is a task.';
comment on column merit.improvement_task.reason_zh is 'The same in Chinese.';
comment on column merit.improvement_task.value is 'Value of a measured indicator in the period.';
comment on column merit.improvement_task.target is 'Value to reach: the edge of the next better band; null of a rated indicator.';
comment on column merit.improvement_task.target_band is 'The band, or the level, that it lies in.';
comment on column merit.improvement_task.points_now is 'Points earned in the period.';
comment on column merit.improvement_task.points_at_target is 'Points that the target brings.';
comment on column merit.improvement_task.total_gain is 'Points of the total that it would have brought; null where there is no total.';
comment on column merit.improvement_task.tickets is 'Up to five tickets without which the value would be better, the worst first.';
comment on column merit.improvement_task.owner_id is 'Who sees to it; the supervisor unless somebody sets another.';
comment on column merit.improvement_task.due_on is 'Until when; the last day of the next period unless somebody sets another.';
comment on column merit.improvement_task.training is 'Courses for it that were on offer when it was written.';
comment on column merit.improvement_task.proposal is 'What the employee proposes; taken from the self-evaluation as long as it is empty.';
comment on column merit.improvement_task.advice is 'What the supervisor advises; taken from the evaluation as long as it is empty.';
comment on column merit.improvement_task.note is 'What people want to remember of it.';
comment on column merit.improvement_task.status is
    'open; achieved or missed, as the next period showed; cancelled: by a person, or because there is nothing to follow, see status_reason.';
comment on column merit.improvement_task.status_reason is 'Why a scoring cancelled it.';
comment on column merit.improvement_task.status_reason_zh is 'The same in Chinese.';
comment on column merit.improvement_task.cancelled_by is 'The person who cancelled it; null: nobody, or a scoring did.';
comment on column merit.improvement_task.judged_in is 'The period whose results closed it.';
comment on column merit.improvement_task.value_then is 'Value of the indicator in that period.';
comment on column merit.improvement_task.points_then is 'Points of the indicator in that period.';
comment on column merit.improvement_task.previous_task_id is 'The missed task of the period before that this one goes on from.';
comment on column merit.improvement_task.times_missed is 'How often in a row it was missed before.';

create function merit.guard_task() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('task %s (%s of "%s")', old.task_id, old.indicator, old.employee_id);
begin
    if tg_op = 'DELETE' then
        raise exception '% cannot be deleted', named
            using errcode = 'check_violation', hint = 'Set its status to cancelled, and say why in note.';
    end if;
    if (new.task_id, new.period_id, new.employee_id, new.indicator) is distinct from
        (old.task_id, old.period_id, old.employee_id, old.indicator) then
        raise exception '% stays about what it was written for', named
            using errcode = 'check_violation', hint = 'Set its status to cancelled, and say why in note.';
    end if;
    if not isfinite(new.due_on) then
        raise exception '% cannot be due %', named, new.due_on
            using errcode = 'check_violation', hint = 'Set due_on to a day.';
    end if;
    if new.status = old.status then
        if new.cancelled_by is distinct from old.cancelled_by then
            raise exception '% is %; who cancelled it does not change', named, old.status
                using errcode = 'check_violation', hint = 'Set status to cancelled in the same UPDATE.';
        end if;
        return new;
    end if;
    if new.status is null or new.status not in ('open', 'achieved', 'missed', 'cancelled') then
        raise exception 'a task is not %', coalesce('"' || new.status || '"', 'null')
            using errcode = 'check_violation', hint = 'A person may set status to cancelled, and back to open.';
    end if;
    -- What a scoring closes says why or by which period; all else is a person's.
    if old.status = 'open' and new.status = 'cancelled' and new.status_reason is null then
        new.cancelled_by := coalesce(new.cancelled_by, session_user);
        return new;
    end if;
    if old.cancelled_by is not null then
        if new.status <> 'open' then
            raise exception '% was cancelled by %', named, old.cancelled_by
                using errcode = 'object_not_in_prerequisite_state', hint = 'Set its status back to open first.';
        end if;
        new.cancelled_by := null;
        return new;
    end if;
    if not pg_has_role(current_user, 'merit_worker', 'member') then
        raise exception '% is %; % is what the scoring of the next period finds', named, old.status, new.status
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'A person may set the status of an open task to cancelled, and of one so cancelled back to open.';
    end if;
    return new;
end
$$;
comment on function merit.guard_task is 'Keeps what a task is about, and lets a person cancel it.';

create trigger guard before update or delete on merit.improvement_task
    for each row execute function merit.guard_task();
create trigger keep_all before truncate on merit.improvement_task
    for each statement execute function merit.refuse_truncate();
-- What a scoring writes is recorded by its run; a task that a person cancels or opens again changes cancelled_by too.
create trigger record_update after update on merit.improvement_task
    for each row when (
        (new.owner_id, new.due_on, new.training, new.proposal, new.advice, new.note, new.cancelled_by)
        is distinct from (old.owner_id, old.due_on, old.training, old.proposal, old.advice, old.note, old.cancelled_by))
    execute function merit.record_change('task_id');

create table merit.customer_comment (
    comment_id   bigint generated always as identity primary key,
    period_id    bigint  not null references merit.appraisal_period,
    employee_id  text    not null,
    relation     text    not null,
    ticket_id    text,
    score        numeric not null,
    comment      text    not null,
    responded_at text    not null
);
create index customer_comment_employee on merit.customer_comment (period_id, employee_id);

comment on table merit.customer_comment is
    'Customers'' words of a period, as the newest scoring of the person read them: of each survey the three worst and the two best.';
comment on column merit.customer_comment.comment_id is 'Number of the comment.';
comment on column merit.customer_comment.period_id is 'The period.';
comment on column merit.customer_comment.employee_id is 'Who it is about.';
comment on column merit.customer_comment.relation is 'The relation of the source that it stands in: nps_response or satisfaction_response.';
comment on column merit.customer_comment.ticket_id is 'The ticket it is about, where the source says so.';
comment on column merit.customer_comment.score is 'The score that came with it.';
comment on column merit.customer_comment.comment is 'The customer''s words.';
comment on column merit.customer_comment.responded_at is 'When, in the time zone of the period.';

create table merit.interview (
    interview_id    bigint generated always as identity primary key,
    period_id       bigint      not null references merit.appraisal_period,
    employee_id     text        not null,
    held_at         timestamptz not null,
    held_by         text        not null,
    said            text,
    agreed          text,
    acknowledged_at timestamptz,
    objection       text,
    recorded_by     text        not null default session_user,
    recorded_at     timestamptz not null default clock_timestamp()
);
create index interview_employee on merit.interview (period_id, employee_id);

comment on table merit.interview is 'Interviews about results: what was said and agreed, and the employee''s acknowledgement.';
comment on column merit.interview.interview_id is 'Number of the interview.';
comment on column merit.interview.period_id is 'The period of the result.';
comment on column merit.interview.employee_id is 'Whose result it is.';
comment on column merit.interview.held_at is 'When it was held.';
comment on column merit.interview.held_by is 'Who held it.';
comment on column merit.interview.said is 'What was said.';
comment on column merit.interview.agreed is 'What was agreed.';
comment on column merit.interview.acknowledged_at is 'When the employee acknowledged that; from then on it does not change.';
comment on column merit.interview.objection is 'What the employee does not agree with, if anything.';
comment on column merit.interview.recorded_by is 'Who recorded it.';
comment on column merit.interview.recorded_at is 'When.';

create function merit.guard_interview() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op <> 'INSERT' and old.acknowledged_at is not null and (tg_op = 'DELETE' or new is distinct from old) then
        raise exception 'interview % was acknowledged by "%"; it does not change any more', old.interview_id, old.employee_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'Record another interview.';
    end if;
    if tg_op = 'DELETE' then
        return old;
    end if;
    if tg_op = 'UPDATE' and (new.interview_id, new.period_id, new.employee_id) is distinct from
        (old.interview_id, old.period_id, old.employee_id) then
        raise exception 'interview % stays about the result it was held about', old.interview_id
            using errcode = 'check_violation', hint = 'Delete it, and record it for the other one.';
    end if;
    if not exists (select from merit.result where period_id = new.period_id and employee_id = new.employee_id) then
        raise exception '% has no result in period %', coalesce('"' || new.employee_id || '"', 'null'),
            coalesce(new.period_id::text, 'null')
            using errcode = 'foreign_key_violation', hint = 'merit.current_result shows who has one.';
    end if;
    if not isfinite(new.held_at) or new.held_at > clock_timestamp() then
        raise exception 'an interview cannot have been held at %', new.held_at
            using errcode = 'check_violation', hint = 'Record it once it was held.';
    end if;
    if new.acknowledged_at is not null then
        if btrim(coalesce(new.said, '') || coalesce(new.agreed, '')) = '' then
            raise exception 'there is nothing to acknowledge in an interview without a word'
                using errcode = 'check_violation', hint = 'Record what was said or agreed first.';
        end if;
        new.acknowledged_at := clock_timestamp();
    end if;
    return new;
end
$$;
comment on function merit.guard_interview is 'Refuses interviews about nothing, and keeps what was acknowledged.';

create trigger guard before insert or update or delete on merit.interview
    for each row execute function merit.guard_interview();
create trigger keep_all before truncate on merit.interview
    for each statement execute function merit.refuse_truncate();
create trigger record_insert after insert on merit.interview
    referencing new table as come for each statement execute function merit.record_event('interview_id');
create trigger record_update after update on merit.interview
    referencing old table as gone new table as come for each statement execute function merit.record_event('interview_id');
create trigger record_delete after delete on merit.interview
    referencing old table as gone for each statement execute function merit.record_event('interview_id');

grant execute on function merit.previous_period to merit_worker, merit_hr;
grant select on merit.outcome, merit.training_course, merit.improvement_task, merit.customer_comment, merit.interview
    to merit_worker, merit_hr;
grant insert (period_id, employee_id, revision, kind, reason, reason_zh) on merit.outcome to merit_worker;
grant update (revision, reason, reason_zh, status, unsupported_since) on merit.outcome to merit_worker;
grant update (status, decision, decided_by) on merit.outcome to merit_hr;
grant insert, update on merit.improvement_task to merit_worker;
grant update (owner_id, due_on, training, proposal, advice, note, status, cancelled_by) on merit.improvement_task to merit_hr;
grant insert, delete on merit.customer_comment to merit_worker;
grant insert, update, delete on merit.training_course to merit_hr;
grant insert (period_id, employee_id, held_at, held_by, said, agreed, acknowledged_at, objection), delete on merit.interview to merit_hr;
grant update (held_at, held_by, said, agreed, acknowledged_at, objection) on merit.interview to merit_hr;
