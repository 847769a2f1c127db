select period, employee_id, kind, title_zh, title, case $2 when 'en' then reason else reason_zh end
from merit_api.outcomes()
where outcome_id = $1 and status = 'proposed' and standing = 'hr'
