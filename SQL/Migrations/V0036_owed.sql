-- Who owes what. People of a period that is not scored yet are those of the period before.

alter table merit.appraisal_period add column evaluate_by timestamptz check (isfinite(evaluate_by));
comment on column merit.appraisal_period.evaluate_by is 'Until when evaluations are to be given; null: until score_after.';

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('rules_acknowledged', '0', '1: whoever is scored under a version of a template owes that they acknowledge it.', 0, 1);
alter table merit.setting enable trigger user;

-- What is open is found without reading what is not.
create index delivery_open on merit.delivery (answer_by) where answer is null;
create index outcome_open on merit.outcome (period_id, employee_id) where status = 'proposed';
create index task_open on merit.improvement_task (owner_id) where status = 'open';
create index interview_open on merit.interview (employee_id) where acknowledged_at is null;

-- Each part is looked up by the person who owes it, where one is asked for. So no part reads the clock as it runs on
-- (clock_timestamp), which would have everything read first, and who is named beside the results is a part of its own. What was given is
-- looked up one by one (offset 0): evaluations of all periods are many.
create view merit.owed as
with open_period as materialized (
    select p.period_id, p.label, p.starts_on::timestamp at time zone p.time_zone as begins, coalesce(p.evaluate_by, p.score_after) as due,
        merit.previous_period(p.period_id) as previous_id
    from merit.appraisal_period p
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
    where r.status <> 'not_appraised'
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
    select 'rule', r.employee_id, null, r.employee_id, o.period_id, o.label, t.template_id, t.published_at, o.begins
    from open_period o
        join merit.newest_result n on n.period_id = o.previous_id
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        join merit.template t on t.code = r.template_code and t.status = 'published'
    where merit.setting_value('rules_acknowledged') = 1 and not exists (
        select from merit.rule_notice g
        where g.template_code = t.code and g.template_version = t.version and g.employee_id = r.employee_id)
)
select act.*, coalesce(due < statement_timestamp(), false) as is_overdue
from act;

comment on view merit.owed is 'Each act that is open: who owes what, for whom, since when, until when.';
comment on column merit.owed.what is
    'self_evaluation, evaluation (by the supervisor), answer (to a result), appeal and proposal (to decide), acknowledgement (of an interview), task (to follow up), rule (to acknowledge).';
comment on column merit.owed.person is 'Who owes it; null: whoever has the duty.';
comment on column merit.owed.duty is 'The duty that it is of, where it is nobody''s own; null: it is the person''s.';
comment on column merit.owed.about is 'For whom, or whose it is.';
comment on column merit.owed.period_id is 'The period.';
comment on column merit.owed.period is 'Its label.';
comment on column merit.owed.number is 'Number of the delivery, appeal, proposal, interview, task or template; null of evaluations.';
comment on column merit.owed.since is 'Since when it is owed.';
comment on column merit.owed.due is 'Until when; null: no day is set.';
comment on column merit.owed.is_overdue is 'Whether that is over.';

create or replace function merit_api.owes()
    returns table (
        what text, about text, period text, number bigint, since timestamptz, due timestamptz, is_overdue boolean)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
begin
    if viewer is null then
        return;
    end if;
    return query
        select o.what, o.about, o.period, o.number, o.since, o.due, o.is_overdue
        from merit.owed o
        where o.person = viewer
            -- Tasks and answers are about results, which are shown once delivered.
            and (o.what <> 'task' or o.about <> viewer or exists (
                select from merit.delivery d where d.period_id = o.period_id and d.employee_id = viewer))
        order by o.due, o.what, o.about, o.period, o.number;
    if hr is not null then
        return query
            select o.what, o.about, o.period, o.number, o.since, o.due, o.is_overdue
            from merit.owed o
                left join merit.newest_result n on n.period_id = o.period_id and n.employee_id = o.about
            where o.duty = 'hr' and o.about <> viewer and (array_position(hr, null) is not null
                or case when n.employee_id is null then (merit.today(o.about)).department else n.department end = any (hr))
            order by o.due, o.what, o.about, o.period, o.number;
    end if;
end
$$;
comment on function merit_api.owes is 'What you owe, and what is owed by whoever has the duty hr, if you have it.';

create or replace view merit_api.owed with (security_barrier) as select * from merit_api.owes();
comment on view merit_api.owed is 'What you owe, and what is owed by whoever has the duty hr, if you have it.';

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
grant select on merit.owed to merit_hr;
grant insert (evaluate_by), update (evaluate_by) on merit.appraisal_period to merit_hr;
