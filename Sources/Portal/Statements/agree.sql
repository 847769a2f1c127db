select merit_api.agree($1, $2, $3, $4::text::numeric, $5)
