-- What customers complained about in quarter $1, the most frequent first; days in the time zone $2.
select category, root_cause, complaints, suggestion, suggestion_zh, status, theme_id, decision, decided_by,
    to_char(decided_at at time zone $2, 'YYYY-MM-DD') as decided_on, is_yours
from merit_api.quarter_complaints($1)
