select case $3 when 'en' then title else title_zh end, case $3 when 'en' then reason else reason_zh end, due_on::text, advice, proposal
from merit_api.tasks(null, $2)
where task_id = $1 and status = 'open' and standing = 'person'
