-- How those whom the reader may see did together in period $1, of each template where they are five or more: the middle half of an indicator's
-- values, and what share of a dimension's points they reach on the mean, percent.
with seen as materialized (
    select r.template_code, r.employee_id, s.dimension, s.indicator, s.value, s.points, s.max_points
    from merit_api.results($1) r
        join merit_api.indicator_scores($1) s using (employee_id)
)
select 'indicator' as sort, template_code, indicator as code,
    percentile_disc(0.25) within group (order by value) as low, percentile_disc(0.75) within group (order by value) as high
from seen
where value is not null
group by template_code, indicator
having count(*) >= 5
union all
select 'dimension', template_code, dimension, round(100 * sum(points) / sum(max_points), 1), null
from seen
where points is not null
group by template_code, dimension
having count(distinct employee_id) >= 5 and sum(max_points) > 0
