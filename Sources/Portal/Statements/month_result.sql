select r.employee_id, coalesce(r.name, r.employee_id) as name, r.department, trim_scale(r.total)::text as total, r.grade,
    trim_scale(r.coefficient)::text as coefficient, case $3 when 'en' then r.reason else r.reason_zh end as reason, r.template_code,
    r.template_version, coalesce(d.state, r.status) as state,
    to_char(d.answer_by at time zone p.time_zone, 'YYYY-MM-DD HH24:MI') as answer_by
from merit_api.results($1, $2) r
    join merit_api.periods() p on p.period = r.period
    left join merit_api.deliveries($1, $2) d on d.employee_id = r.employee_id and d.is_newest
where r.employee_id = $2
