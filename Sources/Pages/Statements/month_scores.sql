-- Indicators of period $1, of person $2 or of everyone.
select employee_id, dimension, indicator, kind, state, value, raw_value, numerator, denominator, sample, band, points, max_points,
    self_points, supervisor_points, peer_points, appeal_id
from merit_api.indicator_scores($1, $2)
order by employee_id collate "C"
