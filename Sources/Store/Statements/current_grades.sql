select distinct on (employee_id) employee_id, template_code, template_version, total, grade, capped_by
from merit.result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
order by employee_id, revision desc
