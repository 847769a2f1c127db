select exists (select from merit_api.standings_so_far(null, null, true, 1))
