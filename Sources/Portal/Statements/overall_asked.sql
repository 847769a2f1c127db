-- Whether the reader ($3) owes what they say of person $2 in period $1, and the overall number and the words that they have given.
select exists (
        select from merit_api.owes() o
        where o.person = $3 and o.period = $1 and o.about = $2 and o.what = case when $2 = $3 then 'self_evaluation' else 'evaluation' end) as is_owed,
    trim_scale(given.points)::text, given.comment
from (select) one
    left join lateral (
        select e.points, e.comment
        from merit_api.evaluations($1, $2) e
        where e.source = case when $2 = $3 then 'self' else 'supervisor' end and e.rater_id = $3 and e.indicator is null
        limit 1) given on true
