-- The rows behind indicator $3 of the result of period $1 of person $2 as they were read last, and whether somebody waits for that.
select to_char(answered_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as answered_at,
    answered_at is null and asked_at > clock_timestamp() - interval '2 minutes' as is_awaited,
    coalesce(answered_at > clock_timestamp() - interval '10 minutes' and problem is null, false) as is_fresh, problem, relation, operands, total, has_changed,
    people, place, row_id, ticket_id, at, says, is_left_out, effect, value_without
from merit_api.rows_behind($1, $2, $3)
order by place
