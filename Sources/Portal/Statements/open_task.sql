-- Task $1 as long as it is open: of person $2, or, where that is null, of anybody whose supervisor the reader is, an officer too perhaps; in
-- language $3.
select standing, employee_id, case $3 when 'en' then title else title_zh end, case $3 when 'en' then reason else reason_zh end,
    due_on::text, advice, proposal, note
from merit_api.tasks(null, $2)
where task_id = $1 and status = 'open' and case when $2::text is null
    then standing <> 'person' and merit_api.supervises(period, employee_id) else standing = 'person' end
