-- What the rows behind the means of person $2 in period $1 hold together, as they were measured last.
select distinct on (s.indicator) s.indicator, s.rows, s.sum, s.squares
from merit.row_sum s
    join merit.newest_result n using (period_id, employee_id)
    -- Sums of rows that are not there any more are of an earlier result.
    join merit.indicator_score i on i.period_id = n.period_id and i.employee_id = n.employee_id and i.revision = n.revision
        and i.indicator = s.indicator and i.denominator = s.rows
where s.period_id = $1 and s.employee_id = $2 and s.revision <= n.revision
order by s.indicator, s.revision desc
