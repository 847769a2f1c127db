-- What was decided in the quarter before that of review $1, and what it did.
select e.about, e.template_code, e.subject, e.title, e.title_zh, e.recommendation, e.status, e.decision, e.decided_by, e.figure, e.before,
    e.after, e.mean_before, e.mean_after
from merit.decision_effect e
where e.quarter = (select (quarter - interval '3 months')::date from merit.quarter_review where review_id = $1)
order by e.about, e.template_code, e.subject
