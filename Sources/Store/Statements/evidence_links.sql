-- The links of proposal $1, in order.
select link, part, state, says, says_zh, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, who, source
from merit.evidence_chain($1)
