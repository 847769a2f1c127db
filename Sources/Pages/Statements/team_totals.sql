-- Totals of people $2 in periods $1, as far as the reader sees them.
select r.employee_id, m.period, r.total
from unnest($1::text[]) m (period)
    cross join lateral merit_api.results(m.period) r
where r.total is not null and r.employee_id = any ($2::text[])
