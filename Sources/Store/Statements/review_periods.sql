-- The periods whose results count between two days, their templates, and how many results and people they are.
select p.label, p.starts_on, count(*) as results, array_agg(distinct r.template_code || '@' || r.template_version) as templates
from merit.results_between($1, $2) r
    join merit.appraisal_period p using (period_id)
group by p.period_id
order by p.starts_on, p.label
