-- What is known of what is measured of person $2 in period $1, as far as the reader may see it: by the result or, before there is one, so far.
-- Titles in language $3.
with measured as materialized (
    select r.template_code, r.template_version, null::text as as_of, s.dimension, s.indicator, s.state, s.value, s.sample, s.points, s.max_points
    from merit_api.results($1, $2) r
        join merit_api.indicator_scores($1, $2) s using (employee_id)
    where s.kind = 'measured'
    union all
    select s.template_code, s.template_version, s.as_of::text, i.dimension, i.indicator, i.state, i.value, i.sample, i.points, i.max_points
    from merit_api.standings_so_far($1, $2) s
        cross join lateral jsonb_to_recordset(s.indicators) i (
            dimension text, indicator text, state text, value numeric, sample bigint, points numeric, max_points numeric)
), rules as materialized (
    select template_code, template_version, document from merit_api.rules_of($1)
    union all
    select template_code, template_version, document from merit_api.rules()
)
select m.as_of, m.dimension, coalesce(named.dimension_title, m.dimension) as dimension_title, coalesce(named.title, m.indicator) as title,
    named.unit, m.state, m.value, m.sample, m.points, m.max_points
from measured m
    left join lateral (
        select d.value -> 'title' ->> $3 as dimension_title, i.value -> 'title' ->> $3 as title, i.value ->> 'unit' as unit,
            d.place as dimension_place, i.place
        from rules
            cross join lateral jsonb_array_elements(rules.document -> 'dimensions') with ordinality d (value, place)
            cross join lateral jsonb_array_elements(d.value -> 'indicators') with ordinality i (value, place)
        where rules.template_code = m.template_code and rules.template_version = m.template_version and i.value ->> 'code' = m.indicator
        limit 1) named on true
order by named.dimension_place, named.place, m.dimension, m.indicator
