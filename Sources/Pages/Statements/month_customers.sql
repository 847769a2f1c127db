-- What customers wrote in period $1, of person $2 or of everyone.
select employee_id, relation, score, comment, ticket_id, left(responded_at, 10) as responded_on
from merit_api.customer_words($1, $2)
order by employee_id collate "C", relation, score
