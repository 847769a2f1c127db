-- The periods that there are, in their order.
select period, starts_on, ends_on, time_zone, kind, status
from merit_api.periods()
order by starts_on, period
