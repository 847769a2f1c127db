-- What the review of quarter $1 recommends, what to do first first; days in the time zone $2.
select template_code, template_version, indicator, title, title_zh, weight, mean, recommendation, certainty, reason, reason_zh, status, decided_by,
    finding_id, decision, to_char(decided_at at time zone $2, 'YYYY-MM-DD') as decided_on, is_yours
from merit_api.quarter_findings($1)
