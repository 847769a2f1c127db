select merit.rescue_draft(decode($1, 'hex'), $2, $3, $4)
