-- Of a setting that was out of its bounds before it had any, the nearest month holds.
create or replace function merit.first_quarter_month() returns integer
    language sql stable
    return greatest(least(merit.setting_value('first_quarter_month'), 12), 1);
comment on function merit.first_quarter_month is 'The month in which the first quarter of a year begins, 1 to 12, by the setting of that name.';
grant execute on function merit.first_quarter_month to merit_worker, merit_hr;

create or replace function merit.quarter_start(day date) returns date
    language sql stable strict
    return (
        with shifted as (select make_interval(months => merit.first_quarter_month() - 1) as by)
        select (date_trunc('quarter', day - by) + by)::date from shifted);
comment on function merit.quarter_start is 'First day of the quarter that a day lies in, by the setting first_quarter_month.';
