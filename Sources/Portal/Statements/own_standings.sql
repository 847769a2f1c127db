-- Periods in which it is known how the reader ($1) stands so far.
select period, as_of::text, concat_ws(' ', trim_scale(total)::text, grade)
from merit_api.standings_so_far(null, $1)
