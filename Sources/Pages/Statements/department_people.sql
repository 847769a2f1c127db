-- The people of period $1 whom the reader may see, department by department; of department $2 alone, where one is given.
select department, employee_id, name, post, status, total, grade, near_cut, satisfaction, satisfaction_responses, capped_by is not null as is_capped
from merit_api.results($1)
where standing <> 'person' and ($2::text is null or department = $2)
order by department collate "C" nulls last, employee_id collate "C"
