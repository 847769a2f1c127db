-- The rows behind the indicators of the result of period $1 of person $2 that were read, as far as they have ids and count.
select indicator, row_id, ticket_id, at, operands, says, effect, value_without
from merit_api.rows_behind($1, $2)
where row_id is not null and not is_left_out
order by indicator, place
