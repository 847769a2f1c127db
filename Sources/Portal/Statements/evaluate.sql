select merit_api.evaluate($1, $2, $3, $4::text::numeric, $5)
