select period, employee_id, kind, indicator, reason, wanted
from merit_api.appeals()
where appeal_id = $1 and status = 'open' and standing = 'hr'
