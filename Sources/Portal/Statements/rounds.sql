-- Rounds of calibration about results of period $1 that the reader sees as an officer; times in its own time zone.
select c.calibration_id::text, c.title, count(distinct c.employee_id)::text, format('%s/%s', sum(c.answered), sum(c.raters)),
    to_char(min(c.until) at time zone min(p.time_zone), 'YYYY-MM-DD HH24:MI'), bool_and(c.is_over)
from merit_api.calibrations($1) c
    join merit_api.periods() p on p.period = c.period
where c.standing in ('hr', 'auditor')
group by c.calibration_id, c.title
order by c.calibration_id desc
limit 60
