copy merit.standing_so_far (
    period_id, employee_id, as_of, template_code, template_version, name, department, post, supervisor_id, days_employed, days_on_leave,
    status, reason, reason_zh, total, grade, coverage, nps, nps_responses, satisfaction, satisfaction_responses, indicators, steps,
    capped_by)
from stdin (format binary)
