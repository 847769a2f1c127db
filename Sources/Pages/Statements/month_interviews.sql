-- Interviews about the result of period $1 of person $2; times in the time zone $3.
select employee_id, to_char(held_at at time zone $3, 'YYYY-MM-DD HH24:MI') as held_at, held_by, said, agreed,
    to_char(acknowledged_at at time zone $3, 'YYYY-MM-DD HH24:MI') as acknowledged_at, objection
from merit_api.interviews($1, $2)
order by interview_id
