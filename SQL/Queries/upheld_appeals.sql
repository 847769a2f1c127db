-- Of several on one indicator, the one decided last.
select distinct on (employee_id, indicator) appeal_id, employee_id, indicator, excluded_rows, set_value, problem
from merit.appeal
where period_id = $1 and status = 'upheld' and indicator is not null
order by employee_id, indicator, decided_at desc, appeal_id desc
