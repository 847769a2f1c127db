-- The rows of batch $1, in the order of the ids.
select employee_id, name, department, grade, trim_scale(coefficient)::text as coefficient,
    trim_scale(previous_coefficient)::text as previous_coefficient, trim_scale(difference)::text as difference, revision, confirmation,
    has_open_appeal, approved_by
from merit.payroll_row
where batch_id = $1
order by employee_id collate "C"
