-- What people and their supervisors say in period $1: a third of it too little.
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
select period_id, employee_id::text, source, case source when 'self' then employee_id else supervisor_id end::text, indicator,
    case when abs(hashtext(concat_ws('/', employee_id, source, indicator))) % 3 = 0 then 2 else 5 end
from merit.appraisal_period, merit_source.employee, unnest(array['self', 'supervisor']) source,
    unnest(array['communication', 'learning', 'team', 'cross_team']) indicator
where label = $1
