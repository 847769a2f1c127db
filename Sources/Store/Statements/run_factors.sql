-- What the newest full run of period $1 multiplied measured indicators with.
select f.template_code, f.indicator, f.numerator, f.denominator, f.is_pick
from merit.measure_factor f
where f.run_id = (select max(run_id) from merit.run where period_id = $1 and kind = 'full')
order by f.template_code, f.indicator
