select merit_api.rate_again($1, $2, $3, $4::text::numeric, $5)
