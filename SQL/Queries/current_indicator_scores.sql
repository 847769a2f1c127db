select employee_id, dimension, indicator, kind, state, value, raw_value, numerator, denominator, sample, band, points,
    max_points, self_points, supervisor_points, peer_points, appeal_id
from merit.current_indicator_score
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
