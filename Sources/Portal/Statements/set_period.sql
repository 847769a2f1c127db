select merit_api.set_period($1, $2, $3)
