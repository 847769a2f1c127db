-- Of period $1, of person $2 or of everyone: what share of a dimension's points they reached, percent.
select employee_id, dimension, round(100 * sum(points) / sum(max_points), 1) as reached
from merit_api.indicator_scores($1, $2)
where points is not null
group by employee_id, dimension
having sum(max_points) > 0
order by employee_id collate "C"
