select merit.held_up($1::integer)
