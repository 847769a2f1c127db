-- Of period $1, of person $2 or of everyone: what share of a dimension's points they reached, percent.
select employee_id, dimension, reached
from merit_api.dimensions($1, $2)
order by employee_id collate "C"
