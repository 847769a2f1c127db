select merit.use_link(decode($1, 'hex'))
