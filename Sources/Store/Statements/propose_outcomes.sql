-- Brings the outcomes of period $1, of people $2 or of everyone, to what their newest results support ($3 to $8). What is not supported any
-- more is withdrawn; what was decided stays, and is flagged.
with newest as materialized (
    select person.employee_id, result.revision, random() as turn
    from (
        select unnest($2::text[]) as employee_id
        union
        select employee_id from merit.result where $2::text[] is null and period_id = $1
    ) person
        cross join lateral (
            select r.revision from merit.result r
            where r.period_id = $1 and r.employee_id = person.employee_id order by r.revision desc limit 1) result
),
supported as materialized (
    select * from unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
        s (employee_id, kind, reason, reason_zh, title, title_zh)
),
-- Looked up person by person (offset 0): of rows that this transaction wrote the planner knows no numbers.
unsupported as materialized (
    select o.outcome_id, newest.revision
    from newest
        cross join lateral (
            select outcome_id, kind from merit.outcome o
            where o.period_id = $1 and o.employee_id = newest.employee_id and o.unsupported_since is null
            offset 0
        ) o
    where (newest.employee_id, o.kind) not in (select employee_id, kind from supported)
),
withdrawn as (
    update merit.outcome o
    set status = case o.status when 'proposed' then 'withdrawn' else o.status end, unsupported_since = unsupported.revision
    from unsupported
    where o.outcome_id = unsupported.outcome_id and o.unsupported_since is null
)
insert into merit.outcome as o (period_id, employee_id, revision, kind, reason, reason_zh, title, title_zh)
select $1, employee_id, newest.revision, kind, reason, reason_zh, title, title_zh
from supported join newest using (employee_id)
-- A person's are numbered in the order of their kinds; what one has says nothing of how many come before.
order by newest.turn, kind
on conflict (period_id, employee_id, kind) do update
set status = case o.status when 'withdrawn' then 'proposed' else o.status end,
    unsupported_since = null,
    revision = case when o.status in ('accepted', 'declined') then o.revision else excluded.revision end,
    reason = case when o.status in ('accepted', 'declined') then o.reason else excluded.reason end,
    reason_zh = case when o.status in ('accepted', 'declined') then o.reason_zh else excluded.reason_zh end,
    title = case when o.status in ('accepted', 'declined') then o.title else excluded.title end,
    title_zh = case when o.status in ('accepted', 'declined') then o.title_zh else excluded.title_zh end
where o.unsupported_since is not null
    or o.status = 'proposed' and (o.reason, o.reason_zh, o.title, o.title_zh)
        is distinct from (excluded.reason, excluded.reason_zh, excluded.title, excluded.title_zh)
