-- Periods in which it is known how the reader ($1) stands so far.
select period, as_of::text, trim_scale(total)::text, grade, coverage
from merit_api.standings_so_far(null, $1)
