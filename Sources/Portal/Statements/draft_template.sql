select merit_api.draft_template($1, $2::integer, $3, $4)
