-- What is owed: trainings too, and evaluations where no period ended the day before. Who leads the raters sees which are missing.

create index outcome_training on merit.outcome (employee_id)
    where status = 'accepted' and kind in ('skill_training', 'improvement_training');
create index training_planned on merit.training_record (employee_id) where not attended;

-- People of a period that is not scored yet are those of the newest one before: of the same kind and department where there is one, else
-- of any that they were in.
-- Each part is looked up by the person who owes it, where one is asked for. So no part reads the clock as it runs on
-- (clock_timestamp), which would have everything read first, and who is named beside the results is a part of its own. What was given is
-- looked up one by one (offset 0): evaluations of all periods are many.
create or replace view merit.owed as
with open_period as materialized (
    select p.period_id, p.label, p.starts_on::timestamp at time zone p.time_zone as begins, coalesce(p.evaluate_by, p.score_after) as due,
        p.department, before.period_id as previous_id, before.department is distinct from p.department as is_wider
    from merit.appraisal_period p
        left join lateral (
            select earlier.period_id, earlier.department
            from merit.appraisal_period earlier
            where earlier.revision > 0 and earlier.ends_on < p.starts_on
                and (earlier.department is null or earlier.department is not distinct from p.department)
            order by earlier.kind = p.kind and earlier.department is not distinct from p.department desc, earlier.ends_on desc,
                earlier.scored_at desc nulls last, earlier.period_id desc
            limit 1) before on true
    where p.revision = 0 and p.status in ('pending', 'scoring')
        and p.starts_on::timestamp at time zone p.time_zone <= statement_timestamp()
), expected as not materialized (
    select o.period_id, o.label, o.begins, o.due, r.employee_id, r.supervisor_id, rules.sources
    from open_period o
        join merit.newest_result n on n.period_id = o.previous_id
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        cross join lateral (
            select t.document -> 'sources' as sources from merit.template t
            where t.code = r.template_code and (t.status = 'published' or t.version = r.template_version)
            order by t.version desc limit 1) rules
    where r.status <> 'not_appraised' and (not o.is_wider or r.department = o.department)
), rating as not materialized (
    select e.supervisor_id as person, e.employee_id, e.period_id, e.label, e.begins, e.due
    from expected e
    where e.sources ? 'supervisor' and not exists (select from merit.supervision named where named.employee_id = e.employee_id)
    union all
    select named.supervisor_id, e.employee_id, e.period_id, e.label, e.begins, e.due
    from merit.supervision named
        join expected e on e.employee_id = named.employee_id
    where e.sources ? 'supervisor'
), act as (
    select 'self_evaluation' as what, e.employee_id as person, null::text as duty, e.employee_id as about, e.period_id, e.label as period,
        null::bigint as number, e.begins as since, e.due
    from expected e
    where e.sources ? 'self' and not exists (
        select from merit.evaluation g
        where g.period_id = e.period_id and g.employee_id = e.employee_id and g.source = 'self' and g.points is not null offset 0)
    union all
    select 'evaluation', e.person, null, e.employee_id, e.period_id, e.label, null, e.begins, e.due
    from rating e
    where e.person <> e.employee_id and not exists (
        select from merit.evaluation g
        where g.period_id = e.period_id and g.employee_id = e.employee_id and g.source = 'supervisor' and g.points is not null
            and coalesce(g.rater_id, e.person) = e.person offset 0)
    union all
    select 'answer', d.employee_id, null, d.employee_id, d.period_id, p.label, d.delivery_id, d.delivered_at, d.answer_by
    from merit.delivery d join merit.appraisal_period p using (period_id)
    where d.answer is null and d.answer_by > statement_timestamp() and not exists (
        select from merit.delivery later
        where later.period_id = d.period_id and later.employee_id = d.employee_id and later.revision > d.revision)
    union all
    select 'appeal', null, 'hr', a.employee_id, a.period_id, p.label, a.appeal_id, a.submitted_at,
        (a.due_on + 1)::timestamp at time zone p.time_zone
    from merit.appeal a join merit.appraisal_period p using (period_id)
    where a.status = 'open'
    union all
    select 'proposal', null, 'hr', o.employee_id, o.period_id, p.label, o.outcome_id, p.scored_at, null
    from merit.outcome o join merit.appraisal_period p using (period_id)
    where o.status = 'proposed'
    union all
    select 'acknowledgement', i.employee_id, null, i.employee_id, i.period_id, p.label, i.interview_id, i.recorded_at, null
    from merit.interview i join merit.appraisal_period p using (period_id)
    where i.acknowledged_at is null and btrim(coalesce(i.said, '') || coalesce(i.agreed, '')) <> ''
    union all
    select 'task', t.owner_id, null, t.employee_id, t.period_id, p.label, t.task_id, p.scored_at,
        (t.due_on + 1)::timestamp at time zone p.time_zone
    from merit.improvement_task t join merit.appraisal_period p using (period_id)
    where t.status = 'open'
    union all
    -- Of several records the one that was entered last says how it stands.
    select 'training', t.employee_id, null, t.employee_id, t.because_of, p.label, t.record_id, t.entered_at,
        (t.ended_on + 1)::timestamp at time zone p.time_zone
    from merit.training_record t join merit.appraisal_period p on p.period_id = t.because_of
    where t.kind = 'training' and not t.attended and not exists (
        select from merit.training_record later
        where later.employee_id = t.employee_id and later.because_of = t.because_of and later.record_id > t.record_id)
    union all
    select 'training', o.employee_id, null, o.employee_id, o.period_id, p.label, null, o.decided_at, null
    from merit.outcome o join merit.appraisal_period p using (period_id)
    where o.status = 'accepted' and o.kind in ('skill_training', 'improvement_training') and o.unsupported_since is null
        and not exists (
            select from merit.training_record t where t.employee_id = o.employee_id and t.because_of = o.period_id)
    union all
    select 'rule', r.employee_id, null, r.employee_id, o.period_id, o.label, t.template_id, t.published_at, o.begins
    from open_period o
        join merit.newest_result n on n.period_id = o.previous_id
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        join merit.template t on t.code = r.template_code and t.status = 'published'
    where merit.setting_value('rules_acknowledged') = 1 and (not o.is_wider or r.department = o.department) and not exists (
        select from merit.rule_notice g
        where g.template_code = t.code and g.template_version = t.version and g.employee_id = r.employee_id)
)
select act.*, coalesce(due < statement_timestamp(), false) as is_overdue
from act;

comment on column merit.owed.what is
    'self_evaluation, evaluation (by the supervisor), answer (to a result), appeal and proposal (to decide), acknowledgement (of an interview), task (to follow up), training (to attend), rule (to acknowledge).';
comment on column merit.owed.number is
    'Number of the delivery, appeal, proposal, interview, task, training record or template; null of evaluations, and of a training that nobody has entered yet.';

drop view merit_api.owed;
drop function merit_api.owes();
create function merit_api.owes()
    returns table (
        what text, about text, period text, number bigint, since timestamptz, due timestamptz, is_overdue boolean, person text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
    lead constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'rater_lead') d);
begin
    if viewer is null then
        return;
    end if;
    return query
        select o.what, o.about, o.period, o.number, o.since, o.due, o.is_overdue, o.person
        from merit.owed o
        where o.person = viewer
            -- Tasks and answers are about results, which are shown once delivered.
            and (o.what <> 'task' or o.about <> viewer or exists (
                select from merit.delivery d where d.period_id = o.period_id and d.employee_id = viewer))
        order by o.due, o.what, o.about, o.period, o.number;
    if hr is not null then
        return query
            select o.what, o.about, o.period, o.number, o.since, o.due, o.is_overdue, o.person
            from merit.owed o
                left join merit.newest_result n on n.period_id = o.period_id and n.employee_id = o.about
            where o.duty = 'hr' and o.about <> viewer and (array_position(hr, null) is not null
                or case when n.employee_id is null then (merit.today(o.about)).department else n.department end = any (hr))
            order by o.due, o.what, o.about, o.period, o.number;
    end if;
    -- Whoever leads the raters sees which evaluations are missing, and nothing of what those say that are there.
    if lead is not null then
        return query
            select o.what, o.about, o.period, o.number, o.since, o.due, o.is_overdue, o.person
            from merit.owed o
            where o.what in ('self_evaluation', 'evaluation') and viewer not in (o.about, o.person)
                and (array_position(lead, null) is not null or (merit.today(o.about)).department = any (lead))
            order by o.due, o.what, o.about, o.period, o.person;
    end if;
end
$$;
comment on function merit_api.owes is 'What you owe; what is owed by whoever has the duty hr, if you have it; evaluations that are missing, if you lead the raters.';

create view merit_api.owed with (security_barrier) as select * from merit_api.owes();
comment on view merit_api.owed is
    'What you owe; what is owed by whoever has the duty hr, if you have it; evaluations that are missing, if you lead the raters.';

do $$
declare
    described record;
begin
    for described in
        select v.attname as column_name, col_description(t.attrelid, t.attnum) as comment
        from pg_attribute v
            join pg_attribute t on t.attrelid = 'merit.owed'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.owed'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.owed.%I is %L', described.column_name, described.comment);
    end loop;
end
$$;

grant select on merit_api.owed to merit_person;
grant execute on function merit_api.owes to merit_person;

comment on column merit.officer.duty is 'hr, payroll or auditor; rater_lead: sees which evaluations are missing.';
