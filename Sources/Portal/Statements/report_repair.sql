select merit_api.report_repair($1, $2::text::integer, $3::text::boolean, $4::text::numeric, $5::text::boolean, $6, $7)
