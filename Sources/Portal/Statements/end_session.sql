select merit.end_session(decode($1, 'hex'))
