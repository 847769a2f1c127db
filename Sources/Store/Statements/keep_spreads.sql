-- Keeps where the middle half of everyone in period $2 lies by the results that run $1 left, of groups of five or more on one template.
--
-- An end is the mean of three figures, so that it is nobody's own. Each person is looked up by itself (offset 0): of rows that this
-- transaction wrote the planner knows no numbers.
insert into merit.peer_spread (run_id, template_code, sort, code, people, low, middle, high)
with person as materialized (
    select n.employee_id, n.revision, n.total, r.template_code collate "C" as template_code
    from merit.newest_result n
        cross join lateral (
            select one.template_code from merit.result one
            where one.period_id = n.period_id and one.employee_id = n.employee_id and one.revision = n.revision
            offset 0) r
    where n.period_id = $2 and r.template_code is not null
),
score as materialized (
    select p.template_code, p.employee_id, s.*
    from person p
        cross join lateral (
            select one.dimension collate "C" as dimension, one.indicator collate "C" as indicator, one.value, one.points, one.max_points
            from merit.indicator_score one
            where one.period_id = $2 and one.employee_id = p.employee_id and one.revision = p.revision
            offset 0) s
),
-- Each sort by itself, so that few rows are grouped by texts.
gathered as (
    select template_code, 'indicator' as sort, indicator as code, array_agg(value) as figures
    from score
    where value is not null
    group by template_code, indicator
    union all
    select template_code, 'dimension', dimension, array_agg(percent)
    from (
        select template_code, dimension, round(100 * sum(points) / sum(max_points), 2) as percent
        from score
        where points is not null
        group by template_code, dimension, employee_id
        having sum(max_points) > 0) reached
    group by template_code, dimension
    union all
    select template_code, 'total', '', array_agg(total) from person where total is not null group by template_code
)
select $1::bigint, template_code, sort, code, people, merit.quotient(low, 3, digits), merit.quotient(middle, 4 - people % 2, digits),
    merit.quotient(high, 3, digits)
from gathered
    cross join lateral (
        select cardinality(figures) as people, (cardinality(figures) + 3) / 4 as near, case sort when 'indicator' then 6 else 2 end as digits) size
    cross join lateral (
        select sum(figure) filter (where abs(place - near) <= 1) as low,
            sum(figure) filter (where abs(2 * place - people - 1) <= 3) as middle,
            sum(figure) filter (where abs(people + 1 - place - near) <= 1) as high
        from (select figure, row_number() over (order by figure) as place from unnest(figures) figure) placed) part
where people >= 5
