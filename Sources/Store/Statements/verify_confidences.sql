-- How sure each total is: what stands where the statement that works the results out again says {how_sure}.
--
-- What one more point of a measured indicator adds to the total; sixty digits, so that forty of the sums are exact.
share as materialized (
    select s.employee_id, s.revision, w.dimension,
        sum(merit.quotient(100 * s.weight * w.weight, w.weight_present * w.available * present.weight, 60)) as share
    from sheet s
        join appraised r on r.employee_id = s.employee_id and r.revision = s.revision
        join template t on t.code = r.template_code and t.version = r.template_version
        join weighed w on w.employee_id = s.employee_id and w.revision = s.revision and w.source = s.source
        join (select employee_id, revision, sum(weight) as weight from sheet where score is not null group by employee_id, revision)
            present on present.employee_id = s.employee_id and present.revision = s.revision
    where s.score is not null and not s.is_overall and (not t.is_apart or s.source = 'data')
    group by s.employee_id, s.revision, w.dimension
),
swing as materialized (
    select employee_id, revision, indicator,
        0.5 * abs(max(points) filter (where side = 1) - max(points) filter (where side = -1)) as error
    from measured
    where side <> 0
    group by employee_id, revision, indicator
),
error as materialized (
    select s.employee_id, s.revision, count(swing.error) > 0 as is_known, coalesce(sum(h.share * s.max_points), 0) as measured,
        coalesce(sum(h.share * s.max_points) filter (where swing.error is not null), 0) as known,
        round(sqrt(round(coalesce(sum(h.share * swing.error * h.share * swing.error), 0), 40)), 2) as error
    from score s
        left join share h on h.employee_id = s.employee_id and h.revision = s.revision and h.dimension = s.dimension
        left join swing on swing.employee_id = s.employee_id and swing.revision = s.revision and swing.indicator = s.indicator
    where s.kind = 'measured' and s.points is not null
    group by s.employee_id, s.revision
),
sure as materialized (
    select g.employee_id, g.revision, g.run_id, g.new_total as total, g.grades, case when e.is_known then e.error end as error,
        case when e.is_known then greatest(0, round(g.new_total - 1.96 * e.error, 2)) end as low,
        case when e.is_known then least(100, round(g.new_total + 1.96 * e.error, 2)) end as high,
        round(round(coalesce(e.measured, 0), 40), 2) as measured_percent,
        round(round(coalesce(e.known, 0), 40), 2) as known_percent
    from graded g left join error e on e.employee_id = g.employee_id and e.revision = g.revision
    where g.new_total is not null
),
-- From the best grade down, how many errors the total lies above each grade's bound.
bound as materialized (
    select s.employee_id, s.revision, g.ordinality as place, g.value ->> 'grade' as grade,
        g.ordinality = jsonb_array_length(s.grades) as is_last, s.total >= (g.value ->> 'at_least')::numeric as is_reached,
        merit.quotient(s.total - (g.value ->> 'at_least')::numeric, s.error, 6) as z
    from sure s, jsonb_array_elements(s.grades) with ordinality g
    where s.error is not null
),
-- Half, and the density times the sum of z^(2n+1) / (1 * 3 * ... * (2n+1)), by logarithms. Terms are positive and the sum is at most one,
-- so that the 15 digits of binary numbers are more than the 9 that are looked at, and what is below e^-60 is nothing.
odd as materialized (
    with recursive odd as (
        select 1 as power, 0::float8 as size
        union all
        select power + 2, size + ln((power + 2)::float8) from odd where power < 221
    )
    select * from odd
),
normal as materialized (
    select z, round((0.5 + exp(-(z * z)::float8 / 2) / sqrt(2 * pi()) * coalesce(sum(exp(term.size)), 0))::numeric, 9) as below
    from (select distinct abs(z) as z from bound where abs(z) < 6) distance
        left join lateral (select power * ln(nullif(z, 0)::float8) - odd.size as size from odd offset 0) term on term.size > -60
    group by z
),
chance as (
    select b.employee_id, b.revision, b.place, b.grade,
        100 * (r.reached - coalesce(lag(r.reached) over (partition by b.employee_id, b.revision order by b.place), 0)) as percent
    from bound b
        left join normal on normal.z = abs(b.z)
        cross join lateral (
            select case when b.is_last then 1 when b.z is null then b.is_reached::integer
                when b.z < 0 then 1 - coalesce(normal.below, 1) else coalesce(normal.below, 1) end as reached) r
),
-- Cut to whole percent; those who lost most get what is left of 100, of equals the better grade.
dealt as (
    select c.*, floor(percent) + case when row_number() over (
            partition by employee_id, revision order by percent - floor(percent) desc, place)
        <= 100 - sum(floor(percent)) over (partition by employee_id, revision) then 1 else 0 end as whole
    from chance c
),
likely as materialized (
    select employee_id, revision, jsonb_object_agg(grade, whole) filter (where whole > 0) as grade_chance
    from dealt
    group by employee_id, revision
),
unsure as (
    select s.employee_id, s.revision, 'confidence.' || field as field, stored, recomputed
    from sure s
        join merit.confidence c on c.period_id = $1 and c.employee_id = s.employee_id and c.revision = s.revision
        left join likely l on l.employee_id = s.employee_id and l.revision = s.revision
        cross join lateral (values
            ('total_error', trim_scale(c.total_error)::text, trim_scale(s.error)::text),
            ('total_low', trim_scale(c.total_low)::text, trim_scale(s.low)::text),
            ('total_high', trim_scale(c.total_high)::text, trim_scale(s.high)::text),
            ('grade_chance', c.grade_chance::text, l.grade_chance::text),
            ('measured_percent', trim_scale(c.measured_percent)::text, trim_scale(s.measured_percent)::text),
            ('known_percent', trim_scale(c.known_percent)::text, trim_scale(s.known_percent)::text)) field (field, stored, recomputed)
    where stored is distinct from recomputed
    union all
    -- Runs of versions that did not work it out kept none of anybody.
    select s.employee_id, s.revision, 'confidence', null, 'a row'
    from sure s
    where not exists (
            select from merit.confidence c
            where c.period_id = $1 and c.employee_id = s.employee_id and c.revision = s.revision)
        and s.run_id in (
            select f.run_id
            from found f join merit.confidence c on c.period_id = $1 and c.employee_id = f.employee_id and c.revision = f.revision)
    union all
    select c.employee_id, c.revision, 'confidence', 'a row', null
    from merit.confidence c
        left join sure s on s.employee_id = c.employee_id and s.revision = c.revision
    where c.period_id = $1 and s.employee_id is null
)
