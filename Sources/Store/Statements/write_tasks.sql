-- Brings the tasks of period $1, of people $2, to the weak spots of their newest results (from $3 on). An open task takes the new figures,
-- and keeps what people wrote into it; one that a scoring had dropped is opened again; what was closed stays as it is. Tickets that are
-- null are those that were found before.
with weak as materialized (
    select * from unnest($3::text[], $4::text[], {parameters}) w (employee_id, tickets, {columns})
),
newest as materialized (
    select person.employee_id, result.revision
    from (select distinct unnest($2::text[]) as employee_id) person
        cross join lateral (
            select r.revision from merit.result r
            where r.period_id = $1 and r.employee_id = person.employee_id order by r.revision desc limit 1) result
),
-- Looked up person by person (offset 0): of rows that this transaction wrote the planner knows no numbers.
dropped as materialized (
    select t.task_id, newest.revision
    from newest
        cross join lateral (
            select task_id, indicator from merit.improvement_task t
            where t.period_id = $1 and t.employee_id = newest.employee_id and t.status = 'open'
            offset 0
        ) t
    where (newest.employee_id, t.indicator) not in (select employee_id, indicator from weak)
),
cancelled as (
    update merit.improvement_task t
    set status = 'cancelled',
        status_reason = format('revision %s of the result does not show this among its weak spots', dropped.revision),
        status_reason_zh = format('第 %s 版结果中，此项不再是需要改进的弱项', dropped.revision)
    from dropped
    where t.task_id = dropped.task_id and t.status = 'open'
)
insert into merit.improvement_task as t (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh,
    value, target, target_band, points_now, points_at_target, total_gain, tickets, owner_id, owner_reason, owner_reason_zh, due_on, training, proposal, advice)
select $1, w.employee_id, w.indicator, newest.revision, w.priority, w.title, w.title_zh, w.reason, w.reason_zh, w.value, w.target,
    w.target_band, w.points_now, w.points_at_target, w.total_gain,
    coalesce(w.tickets::text[], known.tickets, '{}'), w.owner_id, w.owner_reason, w.owner_reason_zh,
    coalesce(follows.ends_on, p.ends_on + (p.ends_on - p.starts_on + 1)),
    (select string_agg(concat_ws(' ', c.title, c.url), '; ' order by c.code)
        from merit.training_course c where c.indicator = w.indicator and c.active),
    words.proposal, words.advice
from weak w
    join newest using (employee_id)
    join merit.appraisal_period p on p.period_id = $1
    left join lateral (
        select t.tickets from merit.improvement_task t
        where t.period_id = $1 and t.employee_id = w.employee_id and t.indicator = w.indicator
        offset 0
    ) known on true
    -- The next period as it is, else as the row of periods goes on; else as many whole months as this one has, from day to day; else as
    -- many days.
    left join lateral (
        select coalesce(
            (
                select n.ends_on from merit.appraisal_period n
                where n.starts_on = p.ends_on + 1 and n.kind = p.kind and n.department is not distinct from p.department
                    and n.status <> 'cancelled'
                order by n.period_id limit 1),
            merit.next_period_end(p.period_id),
            (
                select (p.ends_on + 1 + make_interval(months => m))::date - 1
                from generate_series(1, 12) m
                where (p.starts_on + make_interval(months => m))::date = p.ends_on + 1)) as ends_on
    ) follows on true
    cross join lateral (
        select string_agg(e.comment, E'\n' order by e.submitted_at) filter (where e.source = 'self') as proposal,
            string_agg(e.comment, E'\n' order by e.submitted_at) filter (where e.source = 'supervisor') as advice
        from merit.evaluation e
        where e.period_id = $1 and e.employee_id = w.employee_id and (e.indicator = w.indicator or e.indicator is null)
            and btrim(e.comment) <> '') words
-- Numbers say nothing of how many somebody else has.
order by random()
on conflict (period_id, employee_id, indicator) do update
set revision = excluded.revision, priority = excluded.priority, title = excluded.title, title_zh = excluded.title_zh,
    reason = excluded.reason, reason_zh = excluded.reason_zh, value = excluded.value, target = excluded.target,
    target_band = excluded.target_band, points_now = excluded.points_now, points_at_target = excluded.points_at_target,
    total_gain = excluded.total_gain, tickets = excluded.tickets, proposal = coalesce(t.proposal, excluded.proposal),
    advice = coalesce(t.advice, excluded.advice), status = 'open', status_reason = null, status_reason_zh = null
where t.status = 'open' or t.status = 'cancelled' and t.cancelled_by is null and t.judged_in is null
