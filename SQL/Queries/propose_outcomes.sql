-- Brings the outcomes of period $1, of people $2 or of everyone, to what their newest results support ($3). What is not supported any
-- more is withdrawn; what was decided stays, and is flagged.
with newest as materialized (
    select employee_id, max(revision) as revision from merit.result
    where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
    group by employee_id
),
supported as materialized (
    select * from jsonb_to_recordset($3::jsonb) s (employee_id text, kind text, reason text, reason_zh text)
),
unsupported as (
    update merit.outcome o
    set status = case o.status when 'proposed' then 'withdrawn' else o.status end, unsupported_since = newest.revision
    from newest
    where o.period_id = $1 and o.employee_id = newest.employee_id and o.unsupported_since is null
        -- By a hash, whatever number the planner takes for what is supported.
        and (o.employee_id, o.kind) not in (select employee_id, kind from supported)
)
insert into merit.outcome as o (period_id, employee_id, revision, kind, reason, reason_zh)
select $1, employee_id, newest.revision, kind, reason, reason_zh
from supported join newest using (employee_id)
order by employee_id, kind
on conflict (period_id, employee_id, kind) do update
set status = case o.status when 'withdrawn' then 'proposed' else o.status end,
    unsupported_since = null,
    revision = case when o.status in ('accepted', 'declined') then o.revision else excluded.revision end,
    reason = case when o.status in ('accepted', 'declined') then o.reason else excluded.reason end,
    reason_zh = case when o.status in ('accepted', 'declined') then o.reason_zh else excluded.reason_zh end
where o.unsupported_since is not null
    or o.status = 'proposed' and (o.reason, o.reason_zh) is distinct from (excluded.reason, excluded.reason_zh)
