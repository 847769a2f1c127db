-- Evaluations of period $1 that do not count, and why; what they are about by its title in language $2; $3 of them, or all.
with title as materialized (
    select distinct on (i.value ->> 'code') i.value ->> 'code' as indicator, i.value -> 'title' ->> $2 as title
    from merit_api.rules_of($1) t
        cross join lateral jsonb_path_query(t.document, 'lax $.dimensions[*].indicators[*]') i (value)
    order by i.value ->> 'code', t.template_version desc, t.template_code
)
select e.employee_id, e.source, coalesce(t.title, e.indicator) as indicator, e.problem, count(*) over () as all_of_them
from merit_api.evaluations($1) e
    left join title t on t.indicator = e.indicator
where e.problem is not null and e.standing in ('hr', 'auditor')
order by e.employee_id collate "C", e.source, e.indicator
limit $3::bigint
