-- What share of each dimension's points people reach on the mean in period $1, percent: of each template with five results or more that the
-- reader may see.
select r.template_code, s.dimension, round(100 * sum(s.points) / sum(s.max_points), 1) as reached
from merit_api.results($1) r
    join merit_api.indicator_scores($1) s using (employee_id)
where s.points is not null
group by r.template_code, s.dimension
having count(distinct r.employee_id) >= 5 and sum(s.max_points) > 0
