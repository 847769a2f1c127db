select pg_advisory_lock(hashtext('merit migrations'))
