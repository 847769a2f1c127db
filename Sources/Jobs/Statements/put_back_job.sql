-- $3: delay in milliseconds, $4: whether the attempt counts, $5: why.
select merit.put_back($1, $2, clock_timestamp() + $3 * interval '1 millisecond', $4, $5) as state
