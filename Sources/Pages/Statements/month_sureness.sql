-- How sure the totals of period $1 are, of person $2 or of everyone.
select employee_id, total_low, total_high, measured_percent, rank_best, rank_worst,
    array(select key from jsonb_each_text(grade_chance) order by value::integer desc, key) as grades,
    array(select value::integer from jsonb_each_text(grade_chance) order by value::integer desc, key) as chances
from merit_api.surenesses($1, $2)
order by employee_id collate "C"
