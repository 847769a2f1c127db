-- Totals of period $1, of person $2 or of everyone.
select employee_id, status, total, grade, coefficient
from merit_api.results($1, $2)
order by employee_id collate "C"
