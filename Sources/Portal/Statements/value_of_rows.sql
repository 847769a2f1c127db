-- The measured indicator $3 of the result of period $1 of person $2, with its title in language $4, its formula, and whether nothing is done
-- with what that comes to.
with ruled as (
    select i.value
    from merit_api.results($1, $2) r
        join merit_api.rules_of($1) t on t.template_code = r.template_code and t.template_version = r.template_version
        cross join lateral jsonb_path_query(t.document, 'lax $.dimensions[*].indicators[*]') i (value)
    where i.value ->> 'code' = $3
    limit 1
)
select s.standing, coalesce((select value -> 'title' ->> $4 from ruled), s.indicator) as title, (select value ->> 'unit' from ruled) as unit,
    (select value #>> '{measure,value}' from ruled) as formula,
    (select not (value -> 'measure' ?| array['per', 'relative_to']) from ruled) as is_plain,
    s.value, s.points, s.max_points, s.sample
from merit_api.indicator_scores($1, $2) s
where s.employee_id = $2 and s.indicator = $3 and s.kind = 'measured' and (s.numerator is not null or coalesce(s.sample, 0) = 0)
