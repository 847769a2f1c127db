-- The grades of people ($2) in the periods before period $1, $3 at most, the nearest first. Who was not scored in one has no row for it.
with recursive past as (
    select merit.previous_period($1) as period_id, 1 as step
    union all
    select merit.previous_period(period_id), step + 1 from past where step < $3 and period_id is not null
)
select employee_id, step, label, newest.grade
from past
    join merit.appraisal_period using (period_id)
    cross join unnest($2::text[]) person (employee_id)
    cross join lateral (
        select grade from merit.result
        where period_id = past.period_id and employee_id = person.employee_id
        order by revision desc limit 1) newest
where newest.grade is not null
order by employee_id, step
