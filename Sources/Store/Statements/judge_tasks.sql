-- Closes the open tasks of the period before period $1, of people $2 or of everyone, by the newest results of period $1; what these
-- closed before is judged again.
with before as materialized (select merit.previous_period($1) as period_id),
judged as (
    select t.task_id, s.value as value_then, s.points as points_then, p.label,
        case
            when s.points is null then 'cancelled'
            when t.target is not null and s.value is not null then
                case when (s.value - t.target) * sign(t.target - t.value) >= 0 then 'achieved' else 'missed' end
            when s.points >= t.points_at_target then 'achieved'
            else 'missed' end as status
    from before
        join merit.improvement_task t using (period_id)
        join merit.appraisal_period p on p.period_id = $1
        left join lateral (
            select r.revision from merit.result r
            where r.period_id = $1 and r.employee_id = t.employee_id order by r.revision desc limit 1) newest on true
        left join merit.indicator_score s
            on s.period_id = $1 and s.employee_id = t.employee_id and s.revision = newest.revision and s.indicator = t.indicator
    where (t.status = 'open' or t.judged_in = $1)
        and ($2::text[] is null or t.employee_id = any ($2))
)
update merit.improvement_task t
set status = judged.status, judged_in = $1, value_then = judged.value_then, points_then = judged.points_then,
    status_reason = case judged.status when 'cancelled' then format('%s has no figure for it', judged.label) end,
    status_reason_zh = case judged.status when 'cancelled' then format('%s 没有此项的数据', judged.label) end
from judged
where t.task_id = judged.task_id and (t.status = 'open' or t.judged_in = $1) and (t.status, t.value_then, t.points_then) is distinct from
    (judged.status, judged.value_then, judged.points_then)
