-- Has supervisors $3 rate people $2 of period $1 again until $4, in its own time zone, under title $5, in indicators $6 or all.
select merit_api.open_calibration($1, $2, $3, (
    select $4::text::timestamp at time zone p.time_zone from merit_api.periods() p where p.period = $1), $5, nullif($6, '{}'::text[]))
