-- The newest reviewed quarter that had begun by day $1, of three years; times in the time zone $2. Each is asked for by itself until one is
-- there: what was found in all of them is more than is shown.
select f.quarter, f.ends_on, to_char(f.reviewed_at at time zone $2, 'YYYY-MM-DD') as reviewed_on, f.periods, f.results, f.people
from (
        select (date_trunc('quarter', $1::date::timestamp) - ago * interval '3 months')::date as quarter
        from generate_series(0, 11) ago
        order by quarter desc) asked
    cross join lateral (select * from merit_api.quarter_findings(asked.quarter) limit 1) f
order by asked.quarter desc
limit 1
