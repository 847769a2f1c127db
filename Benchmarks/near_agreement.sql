-- What a way that counts in floating point wrote to the schema of the search path, held against the hand-written results: how many
-- rows there are on either side; how many have no counterpart or differ by more than a rounding here and there; one of those; and
-- how many percent of the totals differ at all, and by how much at most.
with ranked as (
    select *, rank() over (partition by department order by total desc) as rank_by_total from result
), results as (
    select to_jsonb(w) - 'rank_by_total' as written, to_jsonb(h) as expected, round(w.total::numeric, 2) - h.total as difference,
        (w.department, w.post, w.status, w.nps_responses, w.rank_in_department)
            is not distinct from (h.department, h.post, h.status, h.nps_responses, w.rank_by_total)
        -- A half rounded the other way is 0.01 points, which are 0.035 of the total where 10 points are left of the 15 that weigh 35%.
        and coalesce(abs(round(w.total::numeric, 2) - h.total) <= 0.05, w.total is null and h.total is null)
        -- The grade is that of the way's own total.
        and (w.grade, w.coefficient::numeric) is not distinct from (
            (array['E', 'D', 'C', 'B', 'A'])[1 + passed.cuts], (array[0.5, 0.8, 1.0, 1.1, 1.2])[1 + passed.cuts])
        and coalesce(abs(round(w.coverage::numeric, 2) - h.coverage) <= 0.01, w.coverage is null and h.coverage is null)
        and coalesce(abs(round(w.nps::numeric, 2) - h.nps) <= 0.01, w.nps is null and h.nps is null)
        and coalesce(abs(round(w.nps_margin::numeric, 2) - h.nps_margin) <= 0.01, w.nps_margin is null and h.nps_margin is null) as agrees
    from ranked w full join by_hand.result h using (employee_id)
        left join lateral (
            select count(*)::integer as cuts from unnest(array[60, 70, 80, 90]) cut where round(w.total::numeric, 2) >= cut
        ) passed on w.total is not null
), scores as (
    select to_jsonb(w) as written, to_jsonb(h) as expected, null::numeric as difference,
        (w.dimension, w.state, w.sample, w.max_points::numeric) is not distinct from (h.dimension, h.state, h.sample, h.max_points)
        and coalesce(abs(round(w.value::numeric, 6) - h.value) <= 1e-6, w.value is null and h.value is null)
        and coalesce(abs(round(w.points::numeric, 2) - h.points) <= 0.01, w.points is null and h.points is null) as agrees
    from indicator_score w full join by_hand.indicator_score h using (employee_id, indicator)
)
select count(*), count(*) filter (where agrees is not true),
    min(format('%s instead of %s', coalesce(written::text, 'no row'), coalesce(expected::text, 'none')))
        filter (where agrees is not true),
    coalesce(100.0 * count(*) filter (where difference <> 0) / nullif(count(difference), 0), 0)::float8,
    coalesce(max(abs(difference)), 0)::float8
from (select * from results union all select * from scores) row
