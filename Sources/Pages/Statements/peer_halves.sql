-- The middle half of the values of period $1, of each template's indicators with five values or more that the reader may see.
select r.template_code, s.indicator, count(*) as people,
    percentile_disc(0.25) within group (order by s.value) as low, percentile_disc(0.75) within group (order by s.value) as high
from merit_api.results($1) r
    join merit_api.indicator_scores($1) s using (employee_id)
where s.value is not null
group by r.template_code, s.indicator
having count(*) >= 5
