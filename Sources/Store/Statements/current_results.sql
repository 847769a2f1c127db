select employee_id, revision, template_code, template_version, name, department, post, supervisor_id, days_employed,
    days_on_leave, status, reason, reason_zh, self_score, supervisor_score, peer_score, data_score, total, grade, coefficient,
    coverage, near_cut, nps, nps_margin, nps_responses, nps_promoters, nps_detractors, satisfaction,
    satisfaction_responses, satisfied, rank_in_department
from merit.current_result
where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
