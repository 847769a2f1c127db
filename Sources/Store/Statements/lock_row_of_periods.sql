select merit.take_turn_of_period($1::bigint)
