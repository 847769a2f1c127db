-- Who decided on proposals in the quarter of review $1, and how; first whoever decided most of them within seconds of the one before.
select d.decided_by, d.decided, d.accepted, d.hasty, d.median_days_open
from merit.decider_pace d
where d.quarter = (select quarter from merit.quarter_review where review_id = $1)
order by d.hasty desc, d.decided desc, d.decided_by
