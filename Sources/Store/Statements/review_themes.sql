select c.priority, c.category, c.root_cause, c.complaints, c.share_percent, c.running_percent, c.previous_complaints, c.change_percent,
    c.customers, c.repeats, c.repeat_percent, c.parts_wait_hours, c.parts_waits, c.suggestion, c.suggestion_zh, c.template_code,
    t.code || '@' || t.version as draft, t.status as draft_status, c.complaint_theme_id, coalesce(d.status, c.status) as status
from merit.complaint_theme c
    join merit.quarter_review q using (review_id)
    left join merit.template t on t.template_id = c.draft_id
    left join merit.decision_effect d on d.quarter = q.quarter and d.about = 'theme'
        and d.subject = concat_ws(' / ', c.category, nullif(c.root_cause, ''))
where c.review_id = $1
order by c.priority
