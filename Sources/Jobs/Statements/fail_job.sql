select merit.fail($1, $2, $3) as state
