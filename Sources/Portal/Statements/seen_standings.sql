-- How others stand so far whom the reader may see, as many as a page has room for.
select period, employee_id, name, department, as_of::text, trim_scale(total)::text, grade, coverage
from merit_api.standings_so_far(null, null, true, 200)
