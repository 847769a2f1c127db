-- The total of the result of period $1 of person $2, by which rules it came about, and how its delivery stands.
select trim_scale(r.total)::text, r.grade, d.state, r.template_code, r.template_version
from merit_api.results($1, $2) r
    join merit_api.deliveries($1, $2) d on d.employee_id = r.employee_id and d.is_newest
where r.employee_id = $2 and r.standing = 'person'
