-- Reading $1, as long as nobody has answered it, and whether it is of the newest revision.
select q.period_id, q.employee_id, q.revision, q.indicator, n.revision is not distinct from q.revision
from merit.row_reading q
    left join merit.newest_result n on n.period_id = q.period_id and n.employee_id = q.employee_id
where q.reading_id = $1 and q.answered_at is null
