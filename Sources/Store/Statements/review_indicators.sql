-- For each indicator of each template version ($3), over the results from day $1 to day $2: counts, and exact sums of its points, of its
-- points with the rest of the heaviest sheet, and of its values.
with template as materialized (
    select * from jsonb_to_recordset($3::jsonb) t (code text, version integer, sources text[], dimension text, indicator text, weight numeric, is_apart boolean)
),
source as materialized (select distinct code, version, sources from template),
result as materialized (
    select r.*, heaviest.kind as sheet_kind, heaviest.score as sheet
    from merit.results_between($1, $2) r
        join source t on t.code = r.template_code and t.version = r.template_version
        left join lateral (
            select s.kind, s.score
            from (values ('self', r.self_score), ('supervisor', r.supervisor_score), ('peer', r.peer_score), ('data', r.data_score))
                s (kind, score)
            where s.score is not null and s.kind = any (t.sources)
            order by array_position(t.sources, s.kind)
            limit 1) heaviest on true
),
score as (
    select r.template_code, r.template_version, r.period_id, r.employee_id, r.run_id, r.sheet, s.dimension, s.indicator, t.weight,
        s.max_points, s.points, s.self_points - s.supervisor_points as self_gap, s.raw_value, s.value,
        case when s.denominator is not null then s.numerator end as numerator, s.denominator, s.sample,
        case
            when s.kind = 'measured' and t.is_apart and r.sheet_kind <> 'data' then null
            when s.kind = 'measured' then s.points
            when r.sheet_kind = 'supervisor' then s.supervisor_points
            when r.sheet_kind = 'self' then s.self_points
            when r.sheet_kind = 'peer' then s.peer_points end as item
    from result r
        join merit.indicator_score s using (period_id, employee_id, revision)
        join template t on t.code = r.template_code and t.version = r.template_version and t.indicator = s.indicator
),
-- What the sheet is made of: earned and available points of each dimension, and the weight of the dimensions that have any.
part as (
    select *, sum(item) over dimension as earned, sum(max_points) filter (where item is not null) over dimension as available,
        item is not null and row_number() over (dimension_order) = 1 as stands_for_dimension
    from score
    window dimension as (partition by period_id, employee_id, dimension),
        dimension_order as (partition by period_id, employee_id, dimension order by item is null, indicator)
),
weighed as (
    select *, sum(weight) filter (where stands_for_dimension) over (partition by period_id, employee_id) as present
    from part
),
-- A sheet that is not what its dimensions come to is one overall number, of which no indicator is a part.
composed as (
    select *, sheet = sum(case when stands_for_dimension then merit.quotient(weight * 100 * earned, present * available, 2) end)
            over (partition by period_id, employee_id) as is_composed
    from weighed
),
item as (
    select *, (100 * points)::bigint as p, (100 * self_gap)::bigint as g, (100 * item)::bigint as x,
        (100 * (sheet - case when is_composed then merit.quotient(weight * 100 * item, present * available, 2) else 0 end))::bigint as y
    from composed
),
tally as (
    select template_code, template_version, indicator,
        count(*)::bigint as results, count(distinct employee_id)::bigint as people,
        count(p)::bigint as scored, coalesce(sum(p), 0) * 0.01 as points, coalesce(sum(p * p), 0) * 0.0001 as points_squares,
        count(*) filter (where points = max_points)::bigint as at_full, count(*) filter (where p = 0)::bigint as at_zero,
        count(g)::bigint as gaps, coalesce(sum(g), 0) * 0.01 as gap, coalesce(sum(g * g), 0) * 0.0001 as gap_squares,
        count(y) filter (where x is not null)::bigint as pairs,
        coalesce(sum(x) filter (where y is not null), 0) as x, coalesce(sum(x * x) filter (where y is not null), 0) as xx,
        coalesce(sum(y) filter (where x is not null), 0) as y, coalesce(sum(y * y) filter (where x is not null), 0) as yy,
        coalesce(sum(x * y), 0) as xy,
        count(raw_value)::bigint as values, coalesce(sum(raw_value), 0) as raw_value,
        count(denominator)::bigint as quotients, coalesce(sum(numerator), 0) as numerator, coalesce(sum(denominator), 0) as denominator,
        coalesce(sum(sample), 0)::bigint as sample, max(run_id) as run_id,
        percentile_disc(array[0.25, 0.5, 0.75]) within group (order by value)::text[] as quartiles
    from item
    group by template_code, template_version, indicator
)
-- What the measure was multiplied with, as the newest run says.
select tally.*, f.numerator as factor, f.denominator as divisor
from tally
    left join merit.measure_factor f using (run_id, template_code, indicator)
