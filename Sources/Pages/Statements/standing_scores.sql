-- The measured indicators of person $2 in period $1, which is not scored yet; in the columns of month_scores.sql.
select i.dimension, i.indicator, 'measured' as kind, i.state, i.value, null::numeric as raw_value, null::numeric as numerator,
    null::numeric as denominator, i.sample, i.band, i.points, i.max_points, null::numeric as self_points, null::numeric as supervisor_points,
    null::numeric as peer_points, null::bigint as appeal_id
from merit_api.standings_so_far($1, $2) s
    cross join lateral jsonb_to_recordset(s.indicators) i (
        dimension text, indicator text, state text, value numeric, sample bigint, band text, points numeric, max_points numeric)
