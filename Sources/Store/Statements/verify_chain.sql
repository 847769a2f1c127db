-- What is not as it was sealed; $1: a hash that the chain has to hold, or null.
select number::text, to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as sealed_at, what, problem
from merit.verify_chain($1)
