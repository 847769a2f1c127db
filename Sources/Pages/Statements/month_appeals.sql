-- Appeals of period $1, of person $2 or of everyone; days in the time zone $3.
select employee_id, appeal_id, standing, kind, indicator, reason, to_char(submitted_at at time zone $3, 'YYYY-MM-DD') as submitted_on, due_on::text, status,
    decision, to_char(decided_at at time zone $3, 'YYYY-MM-DD') as decided_on
from merit_api.appeals($1, $2)
order by employee_id collate "C", appeal_id
