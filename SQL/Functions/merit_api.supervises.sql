-- Whoever is an officer towards a person too is shown results as that one, and gives advice as their supervisor all the same.
create or replace function merit_api.supervises(of_period text, of_employee text) returns boolean
    language sql stable security definer set search_path = pg_catalog, pg_temp
    return coalesce(merit.period_of(of_period) > 0, true)
        and merit.is_supervisor(merit.viewer(), coalesce(merit.period_of(of_period), -1), of_employee);
comment on function merit_api.supervises is
    'Whether you are the supervisor of a person: today, or by the result of the period, which there is; or stand above that one, as far as line_above says.';
grant execute on function merit_api.supervises to merit_person;
