-- What people do. Each function does it in the name of merit.viewer() alone, and refuses what that one may not do with the same words
-- whether the thing is there or not.

create table merit.opinion (
    opinion_id bigint      generated always as identity primary key,
    outcome_id bigint      references merit.outcome,
    appeal_id  bigint      references merit.appeal,
    said_by    text        not null,
    said       text        not null check (btrim(said) <> '' and length(said) <= 100000),
    said_at    timestamptz not null default clock_timestamp(),
    check (num_nonnulls(outcome_id, appeal_id) = 1)
);
create index opinion_outcome on merit.opinion (outcome_id) where outcome_id is not null;
create index opinion_appeal on merit.opinion (appeal_id) where appeal_id is not null;

comment on table merit.opinion is 'What supervisors think of proposals and appeals about their people; append-only.';
comment on column merit.opinion.opinion_id is 'Number of the opinion.';
comment on column merit.opinion.outcome_id is 'The proposal that it is about.';
comment on column merit.opinion.appeal_id is 'The appeal that it is about.';
comment on column merit.opinion.said_by is 'Who thinks so.';
comment on column merit.opinion.said is 'What.';
comment on column merit.opinion.said_at is 'When it was said.';

create trigger keep before update or delete or truncate on merit.opinion
    for each statement execute function merit.keep_results();
create trigger record_insert after insert on merit.opinion
    referencing new table as come for each statement execute function merit.record_event('opinion_id');

create function merit.known_viewer() returns text
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
begin
    if viewer is null then
        raise exception 'it is not known for whom this session acts'
            using errcode = 'insufficient_privilege',
                hint = 'Log in as yourself, or have the application call merit.act_for(employee_id) in the same transaction.';
    end if;
    -- A snapshot of its own would have guards hold whole periods, and answer what was replaced meanwhile.
    if current_setting('transaction_isolation') <> 'read committed' then
        raise exception 'people act in transactions that are read committed, not %', current_setting('transaction_isolation')
            using errcode = 'invalid_transaction_state', hint = 'begin isolation level read committed';
    end if;
    return viewer;
end
$$;
comment on function merit.known_viewer is 'The viewer; refuses where there is none.';

create function merit.refuse(what text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'there is no %', what
        using errcode = 'insufficient_privilege', hint = 'docs/people.md says who may do what.';
end
$$;
comment on function merit.refuse is 'Refuses, with the same words for what is not there and for what is not theirs.';

create or replace function merit_api.evaluate(
    of_period text, of_employee text, indicator text default null, points numeric default null, words text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    if of_employee is null or coalesce(chosen, -1) = -1 or of_employee <> viewer and not merit.is_supervisor(viewer, chosen, of_employee) then
        perform merit.refuse(format('"%s" whom you may evaluate in period "%s"', of_employee, of_period));
    end if;
    if exists (select from merit.delivery d where d.period_id = chosen and d.employee_id = of_employee) then
        raise exception 'the result of "%" in period "%" is delivered; its evaluations do not change by themselves', of_employee, of_period
            using errcode = 'object_not_in_prerequisite_state', hint = 'An appeal that is upheld changes it, with a reason.';
    end if;
    -- Codes that no template has are marked by the worker; so many nobody needs.
    if (
        select count(*) from merit.evaluation e
        where e.period_id = chosen and e.employee_id = of_employee and e.rater_id = viewer) >= 1000 then
        raise exception 'there are 1000 evaluations of "%" by you in period "%"', of_employee, of_period
            using errcode = 'program_limit_exceeded', hint = 'Give them for indicators of the template.';
    end if;
    insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
    values (chosen, of_employee, case of_employee when viewer then 'self' else 'supervisor' end, viewer, evaluate.indicator,
        evaluate.points, words)
    on conflict on constraint evaluation_given_once
        do update set points = excluded.points, comment = excluded.comment, submitted_at = clock_timestamp();
end
$$;
comment on function merit_api.evaluate is
    'Gives your evaluation of yourself, or of somebody whose supervisor you are, for an indicator or, without one, as one number out of 100; again changes it.';

create or replace function merit_api.see(of_period text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    update merit.delivery d set seen_at = clock_timestamp()
    where d.employee_id = viewer and d.period_id = merit.period_of(of_period) and d.seen_at is null
        and d.revision = (
            select max(n.revision) from merit.delivery n where n.employee_id = viewer and n.period_id = d.period_id);
end
$$;
comment on function merit_api.see is 'Says that you looked at your result of a period.';

create function merit.answerable(viewer text, of_period text) returns bigint
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    found_delivery bigint;
begin
    select d.delivery_id into found_delivery
    from merit.delivery d
    where d.employee_id = viewer and d.period_id = merit.period_of(of_period)
    order by d.revision desc
    limit 1
    for no key update;
    if not found then
        perform merit.refuse(format('result of period "%s" that was delivered to you', of_period));
    end if;
    return found_delivery;
end
$$;
comment on function merit.answerable is 'The newest delivery to somebody of a period, held until the transaction ends.';

create or replace function merit_api.confirm(of_period text, words text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    chosen constant bigint := merit.answerable(merit.known_viewer(), of_period);
begin
    update merit.delivery set answer = 'confirmed', words = confirm.words, answered_at = clock_timestamp() where delivery_id = chosen;
end
$$;
comment on function merit_api.confirm is 'Confirms your result of a period, in the newest revision that was delivered.';

create or replace function merit_api.appeal(
    of_period text, reason text, kind text default 'other', indicator text default null, wanted text default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.period_of(of_period);
    raised bigint;
begin
    perform merit.answerable(viewer, of_period);
    if (select count(*) from merit.appeal a where a.period_id = chosen and a.employee_id = viewer) >= 1000 then
        raise exception 'there are 1000 appeals of yours in period "%"', of_period
            using errcode = 'program_limit_exceeded', hint = 'Add to one that is open, in words to whoever decides it.';
    end if;
    insert into merit.appeal (period_id, employee_id, kind, indicator, reason, wanted)
    values (chosen, viewer, appeal.kind, appeal.indicator, appeal.reason, appeal.wanted)
    returning appeal_id into raised;
    return raised;
end
$$;
comment on function merit_api.appeal is 'Appeals against your result of a period, or one indicator of it; returns the number of the appeal.';

create or replace function merit_api.object(
    of_period text, words text, kind text default 'other', indicator text default null, wanted text default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.answerable(viewer, of_period);
    open_one bigint;
begin
    select a.appeal_id into open_one
    from merit.delivery d
        join merit.appeal a on a.period_id = d.period_id and a.employee_id = d.employee_id
    where d.delivery_id = chosen and a.status = 'open' and a.indicator is not distinct from object.indicator;
    -- Of a closed period nothing changes, so there is no appeal; what the person says is kept all the same.
    if not found and exists (
        select from merit.appraisal_period p where p.period_id = merit.period_of(of_period) and p.status <> 'closed') then
        open_one := merit_api.appeal(of_period, words, object.kind, object.indicator, object.wanted);
    end if;
    update merit.delivery
    set answer = 'objected', words = object.words, answered_at = clock_timestamp(), appeal_id = open_one
    where delivery_id = chosen;
    return open_one;
end
$$;
comment on function merit_api.object is
    'Objects to your result of a period, with words; opens an appeal and returns its number, or null where the period is closed.';

create or replace function merit_api.withdraw_appeal(appeal_number bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (select from merit.appeal where appeal_id = appeal_number and employee_id = viewer) then
        perform merit.refuse(format('appeal %s of yours', appeal_number));
    end if;
    update merit.appeal set status = 'withdrawn' where appeal_id = appeal_number;
end
$$;
comment on function merit_api.withdraw_appeal is 'Withdraws an open appeal of yours.';

create or replace function merit_api.decide_appeal(
    appeal_number bigint, status text, decision text, excluded_rows text[] default null, set_value numeric default null,
    colleague text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    -- Where rows come to a colleague, that one's result is decided on too.
    if decide_appeal.status is null or decide_appeal.status not in ('upheld', 'rejected') or not exists (
        select from merit.appeal a
        where a.appeal_id = appeal_number and merit.is_officer(viewer, 'hr', a.period_id, a.employee_id)
            and (colleague is null or merit.is_officer(viewer, 'hr', a.period_id, colleague))
            -- Nor does anybody decide whether their own rating was right.
            and not exists (
                select from merit.evaluation e
                where e.period_id = a.period_id and e.employee_id = a.employee_id and e.rater_id = viewer and e.points is not null
                    and (a.indicator is null or e.indicator is null or e.indicator = a.indicator))) then
        perform merit.refuse(format('appeal %s that you may decide as %s', appeal_number, coalesce(decide_appeal.status, 'null')));
    end if;
    update merit.appeal a
    set status = decide_appeal.status, decision = decide_appeal.decision, excluded_rows = decide_appeal.excluded_rows,
        set_value = decide_appeal.set_value, colleague_id = decide_appeal.colleague, decided_by = viewer,
        kind = case when colleague is null then a.kind else 'not_my_ticket' end
    where a.appeal_id = appeal_number;
end
$$;
comment on function merit_api.decide_appeal is
    'Decides an appeal of somebody towards whom you have the duty hr: upheld or rejected, with a reason; where rows are left out because they are a colleague''s, towards whom you have it too, they count for that one.';

create or replace function merit_api.decide_outcome(outcome_number bigint, status text, decision text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if decide_outcome.status is null or decide_outcome.status not in ('accepted', 'declined') or not exists (
        select from merit.outcome o
        where o.outcome_id = outcome_number and merit.is_officer(viewer, 'hr', o.period_id, o.employee_id)) then
        perform merit.refuse(format('proposal %s that you may decide as %s', outcome_number, coalesce(decide_outcome.status, 'null')));
    end if;
    update merit.outcome o
    set status = decide_outcome.status, decision = decide_outcome.decision, decided_by = viewer
    where o.outcome_id = outcome_number;
end
$$;
comment on function merit_api.decide_outcome is 'Decides a proposal about somebody towards whom you have the duty hr: accepted, or declined with a reason.';

create or replace function merit_api.say_of_outcome(outcome_number bigint, words text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (
        select from merit.outcome o
        where o.outcome_id = outcome_number and merit.is_supervisor(viewer, o.period_id, o.employee_id)) then
        perform merit.refuse(format('proposal %s about somebody whose supervisor you are', outcome_number));
    end if;
    if (select count(*) from merit.opinion o where o.outcome_id = outcome_number and o.said_by = viewer) >= 100 then
        perform merit.refuse('room for more of what you think of that proposal');
    end if;
    insert into merit.opinion (outcome_id, said_by, said) values (outcome_number, viewer, words);
end
$$;
comment on function merit_api.say_of_outcome is 'Says what you think of a proposal about somebody whose supervisor you are.';

create or replace function merit_api.say_of_appeal(appeal_number bigint, words text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (
        select from merit.appeal a
        where a.appeal_id = appeal_number and merit.is_supervisor(viewer, a.period_id, a.employee_id)) then
        perform merit.refuse(format('appeal %s of somebody whose supervisor you are', appeal_number));
    end if;
    if (select count(*) from merit.opinion o where o.appeal_id = appeal_number and o.said_by = viewer) >= 100 then
        perform merit.refuse('room for more of what you think of that appeal');
    end if;
    insert into merit.opinion (appeal_id, said_by, said) values (appeal_number, viewer, words);
end
$$;
comment on function merit_api.say_of_appeal is 'Says what you think of an appeal of somebody whose supervisor you are.';

create or replace function merit_api.propose(task_number bigint, words text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (
        select from merit.improvement_task t
        where t.task_id = task_number and t.employee_id = viewer and t.status = 'open' and exists (
            select from merit.delivery d where d.period_id = t.period_id and d.employee_id = viewer))
        or length(words) > 100000 then
        perform merit.refuse(format('open task %s of yours, or the proposal is longer than 100000 characters', task_number));
    end if;
    update merit.improvement_task set proposal = words where task_id = task_number;
end
$$;
comment on function merit_api.propose is 'Says how you want to go about an open task of yours.';

create or replace function merit_api.advise(task_number bigint, advice text default null, note text default null, due_on date default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (
        select from merit.improvement_task t
        where t.task_id = task_number and t.status = 'open' and merit.is_supervisor(viewer, t.period_id, t.employee_id))
        or greatest(length(advise.advice), length(advise.note)) > 100000 then
        perform merit.refuse(format('open task %s of somebody whose supervisor you are, or the words are more than 100000 characters', task_number));
    end if;
    update merit.improvement_task t
    set advice = coalesce(advise.advice, t.advice), note = coalesce(advise.note, t.note), due_on = coalesce(advise.due_on, t.due_on)
    where t.task_id = task_number;
end
$$;
comment on function merit_api.advise is 'Gives advice, a note and a due day to an open task of somebody whose supervisor you are; null leaves what is there.';

create or replace function merit_api.acknowledge(interview_number bigint, objection text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (select from merit.interview i where i.interview_id = interview_number and i.employee_id = viewer)
        or length(acknowledge.objection) > 100000 then
        perform merit.refuse(format('interview %s with you, or the objection is longer than 100000 characters', interview_number));
    end if;
    update merit.interview i
    set acknowledged_at = clock_timestamp(), objection = acknowledge.objection
    where i.interview_id = interview_number;
end
$$;
comment on function merit_api.acknowledge is 'Acknowledges what was said and agreed in an interview with you; with an objection, if you do not agree.';

create or replace function merit_api.deliver(
    of_period text, answer_by timestamptz, of_department text default null, people text[] default null) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    departments text[];
begin
    select array_agg(d) into departments from merit.duty_of(viewer, 'hr') d;
    if departments is null then
        perform merit.refuse('period whose results you may deliver');
    end if;
    -- One's own is delivered by somebody else.
    return merit.deliver_results(of_period, answer_by, of_department, people,
        case when array_position(departments, null) is null then departments end, viewer, viewer);
end
$$;
comment on function merit_api.deliver is
    'Delivers the newest results of a scored period to people towards whom you have the duty hr; returns to how many. Your own somebody else delivers.';

create or replace function merit_api.opinions(of_period text default null, of_employee text default null)
    returns table (
        opinion_id bigint, period text, employee_id text, standing text, outcome_id bigint, appeal_id bigint, said_by text, said text,
        said_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with seen as materialized (
        select r.period_id, r.employee_id, r.standing
        from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) r where r.standing <> 'person'
    )
    select o.opinion_id, p.label, said.employee_id, seen.standing, o.outcome_id, o.appeal_id, o.said_by, o.said, o.said_at
    from seen
        join (
            select outcome_id, null::bigint as appeal_id, period_id, employee_id from merit.outcome
            union all
            select null, appeal_id, period_id, employee_id from merit.appeal
        ) said on said.period_id = seen.period_id and said.employee_id = seen.employee_id
        join merit.opinion o on o.outcome_id = said.outcome_id or o.appeal_id = said.appeal_id
        join merit.appraisal_period p on p.period_id = seen.period_id
    order by o.opinion_id
$$;
comment on function merit_api.opinions is
    'What supervisors think of proposals and appeals about people whose supervisor you are, or towards whom you have a duty.';

create or replace view merit_api.opinion with (security_barrier) as select * from merit_api.opinions();
comment on view merit_api.opinion is
    'What supervisors think of proposals and appeals about people whose supervisor you are, or towards whom you have a duty.';
comment on column merit_api.opinion.opinion_id is 'Number of the opinion.';
comment on column merit_api.opinion.period is 'Label of the period.';
comment on column merit_api.opinion.employee_id is 'Whom the proposal is about, or whose appeal it is.';
comment on column merit_api.opinion.standing is 'As whom you see it: supervisor, hr, auditor.';
comment on column merit_api.opinion.outcome_id is 'The proposal that it is about.';
comment on column merit_api.opinion.appeal_id is 'The appeal that it is about.';
comment on column merit_api.opinion.said_by is 'Who thinks so.';
comment on column merit_api.opinion.said is 'What.';
comment on column merit_api.opinion.said_at is 'When it was said.';

grant select on merit_api.opinion to merit_person;
grant select on merit.opinion to merit_hr;
grant execute on function merit_api.opinions, merit_api.evaluate, merit_api.see, merit_api.confirm, merit_api.object, merit_api.appeal,
    merit_api.withdraw_appeal, merit_api.decide_appeal, merit_api.decide_outcome, merit_api.say_of_outcome, merit_api.say_of_appeal,
    merit_api.propose, merit_api.advise, merit_api.acknowledge, merit_api.deliver to merit_person;
