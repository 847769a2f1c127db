select session_number, person, how, ended from merit.enter(decode($1, 'hex'))
