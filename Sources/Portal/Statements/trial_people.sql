-- Whom version after version of template $2 can be tried on in period $1, in the byte order of their ids.
select employee_id, name, template_version, department, supervisor_id, days_employed, days_on_leave, working_days, working_days_on_leave,
    full_time_equivalent, total, grade, coefficient, scores, evaluations
from merit_api.trial_people($1, $2)
