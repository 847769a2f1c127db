with named as materialized (
    select i.value ->> 'code' as indicator, i.value -> 'title' ->> $3 as title
    from merit_api.rules() r, jsonb_array_elements(r.document -> 'dimensions') d, jsonb_array_elements(d.value -> 'indicators') i
    where r.template_code = $4 and r.template_version = $5 and jsonb_typeof(d.value -> 'indicators') = 'array'
)
select s.indicator, coalesce(n.title, s.indicator) as title, trim_scale(s.points)::text as points, trim_scale(s.max_points)::text as most,
    trim_scale(round(s.value, 4))::text as value, s.sample::text as sample, trim_scale(s.self_points)::text as self_points,
    trim_scale(s.supervisor_points)::text as supervisor_points
from merit_api.indicator_scores($1, $2) s
    left join named n on n.indicator = s.indicator
