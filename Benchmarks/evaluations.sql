-- What people and their supervisors say in period $1: a third of it too little.
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
select period_id, employee_id::text, source, case source when 'self' then employee_id else supervisor_id end::text, indicator,
    case when abs(hashtext(concat_ws('/', employee_id, source, indicator))) % 3 = 0 then too_little else enough end
from merit.appraisal_period, merit_source.employee, unnest(array['self', 'supervisor']) source,
    (values ('communication', 6, 14), ('learning', 2, 5), ('team', 2, 5), ('cross_team', 2, 5)) given (indicator, too_little, enough)
where label = $1
