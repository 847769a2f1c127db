-- What is odd about rows of period $1, of person $2 or of everyone.
select employee_id, relation, kind
from merit_api.odd_rows($1, $2)
order by employee_id collate "C", relation, kind
