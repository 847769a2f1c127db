-- How sure the newest result of person $2 in period $1 is, and the run that it is of.
select r.run_id, c.total_error, c.total_low, c.total_high, c.measured_percent, c.known_percent,
    array(select chance.key from jsonb_each_text(c.grade_chance) chance order by chance.key) as grades,
    array(select chance.value from jsonb_each_text(c.grade_chance) chance order by chance.key) as chances
from merit.newest_result n
    join merit.result r using (period_id, employee_id, revision)
    left join merit.confidence c using (period_id, employee_id, revision)
where n.period_id = $1 and n.employee_id = $2
