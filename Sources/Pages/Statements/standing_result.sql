-- How person $2 stands in period $1, which is not scored yet; in the columns of month_results.sql.
select employee_id, name, department, post, supervisor_id, standing, template_code, template_version, days_employed, days_on_leave, status,
    reason, reason_zh, null::numeric as self_score, null::numeric as supervisor_score, null::numeric as peer_score,
    null::numeric as data_score, total, grade, null::numeric as coefficient, coverage, false as near_cut, null::bigint as rank_in_department,
    nps, null::numeric as nps_margin, nps_responses, satisfaction, satisfaction_responses, capped_by, as_of::text
from merit_api.standings_so_far($1, $2)
