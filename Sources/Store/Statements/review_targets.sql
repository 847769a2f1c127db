select p.target_id, p.measure, p.department, p.baseline, p.previous, p.now, p.sample, p.target, p.due_on::text as due_on, p.met, p.closes,
    p.closed_percent, p.lacking, p.lacking_zh
from merit.target_progress p
where p.quarter = (select quarter from merit.quarter_review where review_id = $1)
order by p.target_id
