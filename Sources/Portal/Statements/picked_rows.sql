-- The rows that appeal $1 is about.
select row_id, ticket_id, at, operands, says, effect, value_without
from merit_api.picked_rows()
where appeal_id = $1
order by place
