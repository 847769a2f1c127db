-- The zone in which times without one are read, until the transaction ends.
select set_config('timezone', $1, true)
