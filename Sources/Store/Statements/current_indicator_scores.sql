-- The indicator scores of the newest results of period $1, of people $2 or of everyone, in the byte order of the ids. They are looked
-- up for each person (offset 0): joined, the planner compared each with each where it had no numbers yet of rows just written.
select score.employee_id, {columns}
from (
    select distinct on (place) employee_id, revision, convert_to(employee_id, 'UTF8') as place
    from merit.result
    where period_id = $1 and ($2::text[] is null or employee_id = any ($2))
    order by place, revision desc
) newest
    cross join lateral (
        select s.* from merit.indicator_score s
        where s.period_id = $1 and s.employee_id = newest.employee_id and s.revision = newest.revision
        offset 0
    ) score
order by newest.place
