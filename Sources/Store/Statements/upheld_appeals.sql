-- Of several on one indicator, or on the whole result, the one decided last.
select distinct on (employee_id, indicator) appeal_id, employee_id, indicator, excluded_rows, set_value, colleague_id, problem,
    coalesce(bool_or(cardinality(excluded_rows) > 0) over (partition by employee_id, indicator), false) as follows_exclusion
from merit.appeal
where period_id = $1 and status = 'upheld'
order by employee_id, indicator, decided_at desc, appeal_id desc
