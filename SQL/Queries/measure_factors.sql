select f.indicator, f.numerator, f.denominator
from merit.measure_factor f
where f.template_code = $2
    and f.run_id = (select run_id from merit.result where period_id = $1 and employee_id = $3 and revision = $4)
