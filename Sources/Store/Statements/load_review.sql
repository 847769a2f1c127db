-- A review with the days of its quarter, then those of the quarter before.
select r.revision, r.so_far, r.time_zone, span.starts_on, (span.starts_on + interval '3 months')::date - 1 as ends_on,
    span.starts_on::timestamp at time zone r.time_zone as starts_at,
    (span.starts_on + interval '3 months') at time zone r.time_zone as ends_at
from merit.quarter_review r
    cross join lateral (values (1, r.quarter), (2, (r.quarter - interval '3 months')::date)) span (place, starts_on)
where r.review_id = $1
order by span.place
