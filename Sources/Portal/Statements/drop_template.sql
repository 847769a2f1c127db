select merit_api.drop_template($1, $2::integer, $3)
