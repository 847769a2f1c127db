-- What customers said of people $2 in period $1 is what was read last ($3).
with forgotten as (
    delete from merit.customer_comment where period_id = $1 and employee_id = any ($2)
)
insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
select $1, employee_id, relation, ticket_id, score, comment, responded_at
from jsonb_to_recordset($3::jsonb) c (
    employee_id text, relation text, ticket_id text, score numeric, comment text, responded_at text)
