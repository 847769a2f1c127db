-- What the measures of a run were multiplied with.
select template_code, indicator, numerator, denominator from merit.measure_factor where run_id = $1
