insert into merit.complaint_theme (review_id, category, root_cause, priority, complaints, share_percent, running_percent,
    previous_complaints, change_percent, customers, repeats, repeat_percent, parts_wait_hours, parts_waits, suggestion, suggestion_zh,
    lacking, template_code, draft_id, proposal)
select $1, category, root_cause, priority, complaints, share_percent, running_percent,
    previous_complaints, change_percent, customers, repeats, repeat_percent, parts_wait_hours, parts_waits, suggestion, suggestion_zh,
    lacking, template_code, draft_id, proposal
from jsonb_to_recordset($2::jsonb) t (category text, root_cause text, priority integer, complaints bigint, share_percent numeric,
    running_percent numeric, previous_complaints bigint, change_percent numeric, customers bigint, repeats bigint, repeat_percent numeric,
    parts_wait_hours numeric, parts_waits bigint, suggestion text, suggestion_zh text, lacking jsonb, template_code text, draft_id bigint,
    proposal jsonb)
