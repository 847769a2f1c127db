-- What is rated of somebody in a period: by the newest rules that are published under the name of those of the newest result, with what the
-- reader has given already, and gave the last time before.
with rules as materialized (
    select r.template_code, r.document,
        row_number() over (partition by r.template_code order by r.template_version desc) as place
    from merit_api.rules() r
    where r.status = 'published'
), mine as materialized (
    select coalesce((
        select n.template_code
        from merit_api.results(null, $2) n join merit_api.periods() p on p.period = n.period
        where n.employee_id = $2 order by p.ends_on desc limit 1),
        (select min(rules.template_code) from rules where rules.document ->> 'default' = 'true')) as template_code
), given as materialized (
    select e.indicator, trim_scale(e.points)::text as points, e.comment
    from merit_api.evaluations($1, $2) e
    where e.source = case when $2 = $3 then 'self' else 'supervisor' end and e.rater_id = $3
), earlier as (
    select distinct on (e.indicator) e.indicator, e.period, trim_scale(e.points)::text as points
    from merit_api.periods() this
        join merit_api.periods() p on p.ends_on < this.ends_on
        join merit_api.evaluations(null, $2) e on e.period = p.period
    where this.period = $1 and e.source = case when $2 = $3 then 'self' else 'supervisor' end and e.rater_id = $3
        and e.points is not null
    order by e.indicator, p.ends_on desc, e.submitted_at desc
)
select i.value ->> 'code' as code, coalesce(i.value -> 'title' ->> $4, i.value ->> 'code') as title, i.value ->> 'points' as most,
    (i.value -> 'rated')::text as levels,
    given.points, given.comment, earlier.points as earlier_points, earlier.period as earlier_period, d.value ->> 'code' as dimension
from mine
    join rules on rules.template_code = mine.template_code and rules.place = 1
    cross join lateral jsonb_array_elements(rules.document -> 'dimensions') with ordinality d (value, place)
    cross join lateral jsonb_array_elements(d.value -> 'indicators') with ordinality i (value, place)
    left join given on given.indicator = i.value ->> 'code'
    left join earlier on earlier.indicator = i.value ->> 'code'
where jsonb_typeof(i.value -> 'rated') = 'array'
order by d.place, i.place
