select merit_api.run_queue($1, $2, $3, $4)
