-- The indicators of the result of period $1 of person $2, with their titles in language $3 by version $5 of template $4, and whether
-- rows are behind them that may be looked at: where a mean of few would tell of others, the numerator is not shown either.
with named as materialized (
    select i.value ->> 'code' as indicator, i.value -> 'title' ->> $3 as title
    from merit_api.rules() r, jsonb_array_elements(r.document -> 'dimensions') d, jsonb_array_elements(d.value -> 'indicators') i
    where r.template_code = $4 and r.template_version = $5 and jsonb_typeof(d.value -> 'indicators') = 'array'
)
select s.indicator, coalesce(n.title, s.indicator), s.kind = 'measured' and s.sample > 0 and s.numerator is not null
from merit_api.indicator_scores($1, $2) s
    left join named n on n.indicator = s.indicator
