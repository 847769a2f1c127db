select merit.forget($1, $2)
