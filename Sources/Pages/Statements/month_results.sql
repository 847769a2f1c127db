-- Results of period $1 that the reader may see: of person $2, of department $3, or, where these are null, of everyone. An auditor who is the
-- supervisor of the one person is that.
select employee_id, name, department, post, supervisor_id,
    case when standing = 'auditor' and $2::text is not null and merit_api.supervises($1, employee_id) then 'supervisor' else standing end
        as standing, revision, template_code, template_version, days_employed, days_on_leave, status, reason, reason_zh,
    self_score, supervisor_score, peer_score, data_score, total, grade, coefficient, coverage, near_cut, rank_in_department,
    nps, nps_margin, nps_responses, satisfaction, satisfaction_responses, capped_by
from merit_api.results($1, $2)
where $3::text is null or department = $3
order by employee_id collate "C"
