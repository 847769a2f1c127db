create or replace function merit.kind_of_days(first date, last date) returns text
    language sql immutable set search_path = pg_catalog, pg_temp
    return case
        when extract(day from first) = 1 and last = (first + interval '1 month' - interval '1 day')::date then 'month'
        when first = date_trunc('quarter', first::timestamp)::date and last = (first + interval '3 months' - interval '1 day')::date
            then 'quarter'
        else 'custom' end;
comment on function merit.kind_of_days is 'Whether two days are the first and the last of a month or a quarter.';
grant execute on function merit.kind_of_days to merit_hr;
