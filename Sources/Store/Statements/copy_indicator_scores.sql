copy merit.indicator_score (revision, period_id, employee_id, dimension, indicator, kind, state, value, raw_value, numerator,
    denominator, sample, band, points, max_points, self_points, supervisor_points, peer_points, appeal_id)
from stdin (format binary)
