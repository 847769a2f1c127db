-- Where the middle half of everyone lies in period $1, of the template of person $2 or of all that the reader sees results of; the day of the
-- scoring in the time zone $3.
select template_code, sort, code, low, middle, high, to_char(scored_at at time zone $3, 'YYYY-MM-DD') as scored_on
from merit_api.peer_spreads($1, $2)
