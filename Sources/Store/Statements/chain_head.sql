-- The newest seal, and whether anything waits to be sealed.
select number, encode(hash, 'hex') as hash, to_char(sealed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as sealed_at
from merit.seal order by number desc limit 1
