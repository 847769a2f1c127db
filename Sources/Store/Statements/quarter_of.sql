-- The first day of the quarter $2 of year $1; where $2 is null, of the quarter that the day $3 lies in.
select case
    when $2::integer is null then merit.quarter_start($3::date)
    else (make_date($1::integer, 1, 1)
        + make_interval(months => merit.first_quarter_month() - 1 + 3 * ($2::integer - 1)))::date end
