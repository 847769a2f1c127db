select merit_api.deliver($1, (
    select $2::text::timestamp at time zone p.time_zone from merit_api.periods() p where p.period = $1), $3)
