-- How others stand so far whom the reader may see, up to the first $1 of them and behind the first $2.
select period, employee_id, name, department, as_of::text, trim_scale(total)::text, grade, coverage
from merit_api.standings_so_far(null, null, true, $1::integer)
offset $2::integer
