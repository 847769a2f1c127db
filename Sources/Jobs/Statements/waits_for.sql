-- Who holds what the session $1 waits for, since when; null where it waits for nobody.
select case when cardinality(pg_blocking_pids($1::integer)) > 0 then merit.held_up($1::integer) end
