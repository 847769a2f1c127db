select merit_api.publish_template($1, $2::integer, $3, $4::text::date, $5)
