-- The evidence chain of proposal $1, in language $2.
select state, case $2 when 'en' then says else says_zh end, to_char(at at time zone 'UTC', 'YYYY-MM-DD') as at, who
from merit_api.evidence_of($1)
