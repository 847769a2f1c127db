copy merit.result (revision, run_id, period_id, employee_id, template_code, template_version, name, department, post,
    supervisor_id, days_employed, days_on_leave, status, reason, reason_zh, self_score, supervisor_score, peer_score,
    data_score, total, grade, coefficient, coverage, near_cut, nps, nps_margin, nps_responses, nps_promoters,
    nps_detractors, satisfaction, satisfaction_responses, satisfied, changed)
from stdin (format binary)
