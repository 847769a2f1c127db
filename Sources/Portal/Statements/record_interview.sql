select merit_api.record_interview($1, $2, $3, $4)
