-- What raters wrote in period $1, of person $2 or of everyone.
select employee_id, source, indicator, comment, source = 'self' and indicator is null and points is null as is_plan
from merit_api.evaluations($1, $2)
where btrim(comment) <> ''
order by employee_id collate "C", source, indicator nulls first
