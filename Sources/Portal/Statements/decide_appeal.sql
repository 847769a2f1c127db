select merit_api.decide_appeal($1, $2, $3, $4, $5::text::numeric, $6)
