-- What the rows behind the measured values of period $1 hold together, of person $2 or of everyone.
select employee_id, indicator, kind, rows, sum, squares, within_variance, between_variance, rows_needed
from merit_api.value_surenesses($1, $2)
where within_variance is not null
order by employee_id collate "C"
