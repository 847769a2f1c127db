-- What the indicators earned over the results from day $1 to day $2, whatever the version of their template.
select r.template_code, s.indicator, s.max_points, count(*)::bigint as scored, sum(s.points) as points
from merit.results_between($1, $2) r
    join merit.indicator_score s using (period_id, employee_id, revision)
where s.points is not null
group by r.template_code, s.indicator, s.max_points
