select merit_api.ask_period($1, $2::text::date, $3::text::date, $4, $5::text::timestamp at time zone $4)
