-- The evaluations of period $1 that give points, of people $2 or of everyone, in the byte order of the people's ids.
select employee_id, evaluation_id, xmin::text::bigint as row_version, source, rater_id, indicator, points, problem
from merit.evaluation
where period_id = $1 and points is not null and ($2::text[] is null or employee_id = any ($2))
order by convert_to(employee_id, 'UTF8'), evaluation_id
