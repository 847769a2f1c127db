-- The rows of batch $1, where the viewer may see them; in the columns of payroll_rows.sql.
select employee_id, name, department, grade, trim_scale(coefficient)::text as coefficient,
    trim_scale(previous_coefficient)::text as previous_coefficient, trim_scale(difference)::text as difference, revision, confirmation,
    has_open_appeal, approved_by
from merit_api.payroll_rows($1)
order by employee_id collate "C"
