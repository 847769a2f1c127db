select merit.may_try(decode($1, 'hex'), $2::integer, make_interval(secs => $3::integer))
