select exists (select from merit_api.takes_repairs())
