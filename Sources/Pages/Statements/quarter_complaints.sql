-- What customers complained about in quarter $1, the most frequent first.
select priority, category, root_cause, complaints, share_percent, running_percent, change_percent, repeat_percent, suggestion, suggestion_zh
from merit_api.quarter_complaints($1)
