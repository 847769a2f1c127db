-- What supervisors are asked for in rounds of calibration is owed until the round is over.

-- As in V0051, with these.
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
), newest_period as materialized (
    select p.period_id, p.label, p.time_zone, setting.days
    from (select merit.setting_value('interview_days')::integer as days) setting
        join merit.appraisal_period p on setting.days > 0
    where p.revision > 0 and not exists (
        select from merit.appraisal_period later
        where later.revision > 0 and later.kind = p.kind and later.department is not distinct from p.department
            and later.ends_on > p.ends_on)
), discussed as not materialized (
    select p.period_id, p.label, r.employee_id, r.supervisor_id, begun.since,
        ((begun.since at time zone p.time_zone)::date + p.days + 1)::timestamp at time zone p.time_zone as due
    from newest_period p
        join merit.newest_result n on n.period_id = p.period_id
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        cross join lateral (
            select coalesce(
                (select min(d.delivered_at) from merit.delivery d where d.period_id = r.period_id and d.employee_id = r.employee_id),
                (
                    select u.finished_at
                    from merit.result first join merit.run u on u.run_id = first.run_id
                    where first.period_id = r.period_id and first.employee_id = r.employee_id
                    order by first.revision limit 1)) as since
            offset 0) begun
    where r.period_id = any (array(select newest_period.period_id from newest_period))
        and n.period_id = any (array(select newest_period.period_id from newest_period))
        and (
            exists (
                select from merit.improvement_task t
                where t.period_id = r.period_id and t.employee_id = r.employee_id and t.status <> 'cancelled' offset 0)
            or exists (
                select from merit.outcome o
                where o.period_id = r.period_id and o.employee_id = r.employee_id and o.status in ('proposed', 'accepted')
                    and o.kind in ('improvement_plan', 'warning', 'pay_cut_review', 'transfer_review', 'dismissal_review', 'share_case')
                offset 0))
        and not exists (
            select from merit.interview i where i.period_id = r.period_id and i.employee_id = r.employee_id offset 0)
), talk as not materialized (
    select d.supervisor_id as person, d.employee_id, d.period_id, d.label, d.since, d.due
    from discussed d
    where not exists (select from merit.supervision named where named.employee_id = d.employee_id)
    union all
    select named.supervisor_id, d.employee_id, d.period_id, d.label, d.since, d.due
    from merit.supervision named
        join discussed d on d.employee_id = named.employee_id
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
    -- Who is waited for in a round, about each of its people once; when its time is up nothing is answered any more.
    select distinct 'calibration', r.rater_id, null, i.employee_id, c.period_id, p.label, c.calibration_id, c.asked_at, c.until
    from merit.calibration c
        join merit.appraisal_period p using (period_id)
        join merit.calibration_rater r using (calibration_id)
        join merit.calibration_item i on i.calibration_id = c.calibration_id and i.employee_id <> r.rater_id
    where c.ended_at is null and c.until > statement_timestamp() and not exists (
        select from merit.calibration_answer a
        where a.calibration_id = c.calibration_id and a.employee_id = i.employee_id and a.indicator = i.indicator
            and a.rater_id = r.rater_id offset 0)
    union all
    select 'appeal', null, 'hr', a.employee_id, a.period_id, p.label, a.appeal_id, a.submitted_at,
        (least(a.due_on, '9999-12-31') + 1)::timestamp at time zone p.time_zone
    from merit.appeal a join merit.appraisal_period p using (period_id)
    where a.status = 'open'
    union all
    select 'proposal', null, 'hr', o.employee_id, o.period_id, p.label, o.outcome_id, p.scored_at, null
    from merit.outcome o join merit.appraisal_period p using (period_id)
    where o.status = 'proposed'
    union all
    select 'interview', t.person, null, t.employee_id, t.period_id, t.label, null, t.since, t.due
    from talk t
    where t.person <> t.employee_id
    union all
    select 'acknowledgement', i.employee_id, null, i.employee_id, i.period_id, p.label, i.interview_id, i.recorded_at, null
    from merit.interview i join merit.appraisal_period p using (period_id)
    where i.acknowledged_at is null and btrim(coalesce(i.said, '') || coalesce(i.agreed, '')) <> ''
    union all
    select 'task', t.owner_id, null, t.employee_id, t.period_id, p.label, t.task_id, p.scored_at,
        (least(t.due_on, '9999-12-31') + 1)::timestamp at time zone p.time_zone
    from merit.improvement_task t join merit.appraisal_period p using (period_id)
    where t.status = 'open'
    union all
    -- Of several records the one that was entered last says how it stands.
    select 'training', t.employee_id, null, t.employee_id, t.because_of, p.label, t.record_id, t.entered_at,
        (least(t.ended_on, '9999-12-31') + 1)::timestamp at time zone p.time_zone
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
    'self_evaluation, evaluation (by the supervisor), answer (to a result), calibration (somebody to rate again in a round), appeal and proposal (to decide), interview (to hold), acknowledgement (of an interview), task (to follow up), training (to attend), rule (to acknowledge).';
comment on column merit.owed.number is
    'Number of the delivery, round, appeal, proposal, interview, task, training record or template; null of evaluations, of an interview that is to be held, and of a training that nobody has entered yet.';
comment on column merit_api.owed.what is
    'self_evaluation, evaluation (by the supervisor), answer (to a result), calibration (somebody to rate again in a round), appeal and proposal (to decide), interview (to hold), acknowledgement (of an interview), task (to follow up), training (to attend), rule (to acknowledge).';
comment on column merit_api.owed.number is
    'Number of the delivery, round, appeal, proposal, interview, task, training record or template; null of evaluations, of an interview that is to be held, and of a training that nobody has entered yet.';
