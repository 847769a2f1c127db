-- Reading $1, as long as nobody has answered it, and whether all that was decided about the person is in its revision.
select q.period_id, q.employee_id, q.revision, q.indicator,
    n.revision is not distinct from q.revision
        and not exists (select from merit.unseen u where u.period_id = q.period_id and q.employee_id = any (u.employee_ids))
from merit.row_reading q
    left join merit.newest_result n on n.period_id = q.period_id and n.employee_id = q.employee_id
where q.reading_id = $1 and q.answered_at is null
