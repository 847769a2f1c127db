-- POSIX zone strings ("UTC+8" means eight hours WEST) and abbreviations are refused: they are not what people mean by them; and so are
-- names that each machine gives a meaning of its own. What is left is tried as a scoring uses it: a session takes no zone that counts leap
-- seconds. The server's list is asked only where a name could be something else, because it reads all files of the zones for it. The
-- function's own setting of TimeZone gives the session's back.
create or replace function merit.is_time_zone(zone text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp set timezone = 'UTC'
as $$
begin
    if lower(zone) in ('localtime', 'posixrules', 'factory') then
        return false;
    end if;
    if (zone ~ '[0-9]' or zone !~ '/' and zone <> 'UTC')
        and not exists (select from pg_timezone_names where lower(name) = lower(zone)) then
        return false;
    end if;
    perform set_config('TimeZone', zone, true), timestamptz 'epoch' at time zone zone;
    return true;
exception
    when invalid_parameter_value then return false;
end
$$;
comment on function merit.is_time_zone is 'Whether a text names a time zone of the tz database that a scoring can use; in whatever case.';
