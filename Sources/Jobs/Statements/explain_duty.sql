-- $2: who holds what the duty needs.
update merit.duty set last_error = last_error || ': ' || $2 where name = $1 and last_error is not null
