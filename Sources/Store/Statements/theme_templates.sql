-- Under which template most of these people's results from day $1 to day $2 are: $3 their ids, $4 how much each counts.
select r.template_code, max(r.template_version) as template_version
from unnest($3::text[], $4::bigint[]) p (employee_id, weight)
    join merit.results_between($1, $2) r using (employee_id)
group by r.template_code
order by sum(p.weight) desc, r.template_code
limit 1
