select merit_api.record_training($1, $2, $3, $4::text::date, $5::text::date, $6::text::numeric, $7, $8::text::boolean, $9, $10)
