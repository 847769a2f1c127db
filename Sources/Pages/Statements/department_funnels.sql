-- Values of period $1 that are means of rows, of the people whom the reader sees, of department $2 alone where one is given; with everyone's mean and how
-- everyone's rows scatter.
select r.department, r.employee_id, r.name, r.template_code, s.indicator, s.rows,
    round(round(s.stretch * s.sum / s.rows + s.shift, 20), 6) as value, s.mean, s.within_variance,
    s.kind = 'chance' and abs(s.stretch) = 100 as is_share
from merit_api.value_surenesses($1) s
    join merit_api.results($1) r using (employee_id)
where r.standing <> 'person' and s.rows > 0 and s.within_variance > 0 and ($2::text is null or r.department = $2)
order by r.template_code collate "C", s.indicator collate "C", r.employee_id collate "C"
