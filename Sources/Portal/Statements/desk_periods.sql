-- The periods, the newest first, as officers see them.
select period, starts_on::text, ends_on::text, department, status, problem,
    to_char(next_scoring at time zone time_zone, 'YYYY-MM-DD HH24:MI') as next_scoring
from merit_api.period_desk()
