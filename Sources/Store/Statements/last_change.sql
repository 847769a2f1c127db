-- How many people the newest full run of the period labelled $1 changed, and by what; no row where it was the first one.
with newest as (
    select run.run_id, run.revision, run.changed
    from merit.run join merit.appraisal_period p using (period_id)
    where p.label = $1 and run.kind = 'full'
    order by run.run_id desc limit 1
),
field as (
    select r.employee_id, f.name
    from newest
        join merit.result r using (run_id)
        cross join lateral (
            select jsonb_object_keys(r.changed -> 'result')
            union
            select jsonb_object_keys(i.value) from jsonb_each(r.changed -> 'indicators') i
        ) f (name)
)
select newest.revision, newest.changed::bigint as people,
    (select count(distinct employee_id) from field where name in ('department', 'post', 'supervisor_id', 'days_employed')) as assignment,
    (select count(distinct employee_id) from field where name = 'template') as template,
    (
        select count(distinct employee_id) from field
        where name in ('days_on_leave', 'working_days', 'working_days_on_leave', 'full_time_equivalent', 'nps_responses', 'nps_promoters',
            'nps_detractors', 'satisfaction_responses', 'satisfied', 'numerator', 'denominator', 'sample', 'raw_value',
            'previous_value', 'value')) as value,
    (select count(distinct employee_id) from field where name in ('self_points', 'supervisor_points', 'peer_points')) as evaluation
from newest
where exists (
    select from merit.run before join merit.run this on this.run_id = newest.run_id
    where before.period_id = this.period_id and before.run_id < this.run_id)
