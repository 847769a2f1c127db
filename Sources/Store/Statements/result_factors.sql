-- What the measured indicators of the newest result of person $2 in period $1 were multiplied with.
select f.indicator, f.numerator, f.denominator
from merit.result r
    join merit.measure_factor f on f.run_id = r.run_id and f.template_code = r.template_code
where r.period_id = $1 and r.employee_id = $2
    and r.revision = (select max(revision) from merit.result where period_id = $1 and employee_id = $2)
