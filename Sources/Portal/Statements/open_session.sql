select merit.open_session(decode($1, 'hex'), $2, $3, $4, decode($5, 'hex'))
