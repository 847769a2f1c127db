-- What of period $1 wants somebody to look, by department: how many people it is about, and the first of them by id; of department $2 alone,
-- where one is given.
with seen as materialized (
    select employee_id, department, status, near_cut from merit_api.results($1) where standing <> 'person' and ($2::text is null or department = $2)
), found as (
    select 'incomplete' as what, employee_id from seen where status = 'incomplete'
    union all
    select 'not_appraised', employee_id from seen where status = 'not_appraised'
    union all
    select 'near_cut', employee_id from seen where near_cut
    union all
    select case d.state when 'objected' then 'objected' else 'expired' end, employee_id
    from merit_api.deliveries($1) d join seen using (employee_id)
    where d.is_newest and d.state in ('objected', 'expired')
    union all
    select 'undelivered', employee_id from seen
    where not exists (select from merit_api.deliveries($1) d where d.employee_id = seen.employee_id and d.is_newest)
    union all
    select distinct 'appeal', employee_id from merit_api.appeals($1) a join seen using (employee_id) where a.status = 'open'
    union all
    select distinct 'proposal', employee_id from merit_api.outcomes($1) o join seen using (employee_id) where o.status = 'proposed'
    union all
    select distinct 'missed', employee_id from merit_api.tasks($1) t join seen using (employee_id) where t.times_missed >= 2
)
select seen.department, found.what, count(*) as people,
    (array_agg(employee_id order by employee_id collate "C"))[:12] as first
from found join seen using (employee_id)
group by seen.department, found.what
