-- Works out again what each full run of period $1 found of how rows scatter, and yields a row for each figure that comes out otherwise.
--
-- It rests on the sums of rows that were kept of each person. They are kept anew where the result changes; where a person's rows moved
-- and neither their number nor their sum did, what the run found of squares cannot be held against anything, and is a remark.
with found as materialized (
    select s.*, run.revision
    from merit.run join merit.reliability s using (run_id)
    -- Where revisions were deleted because their time was over, what the runs before found of all people is not asked.
    where run.period_id = $1 and run.revision >= coalesce((select below from merit.thinned_period where period_id = $1), 0)
),
-- Everyone's result as each of the runs left it, of those who were appraised.
member as materialized (
    select run.run_id, r.employee_id, r.revision, r.template_code, r.run_id = run.run_id as is_new
    from (select distinct run_id from found) run
        cross join lateral (
            select distinct on (r.employee_id) r.* from merit.result r
            where r.period_id = $1 and r.run_id <= run.run_id
            order by r.employee_id, r.revision desc) r
        join merit.template t on t.code = r.template_code and t.version = r.template_version
    where r.days_employed >= coalesce((t.document #>> '{eligibility,min_days}')::numeric, 0)
),
own as materialized (
    select m.run_id, m.template_code, m.is_new, i.indicator, s.rows, s.sum, s.squares
    from member m
        join merit.indicator_score i on i.period_id = $1 and i.employee_id = m.employee_id and i.revision = m.revision
        cross join lateral (
            select s.rows::numeric as rows, s.sum, s.squares
            from merit.row_sum s
            where s.period_id = $1 and s.employee_id = m.employee_id and s.indicator = i.indicator and s.revision <= m.revision
            order by s.revision desc
            limit 1) s
    -- Sums of rows that are not there any more are of an earlier result.
    where i.denominator = s.rows and s.rows > 0
),
-- Of those with equally many rows together, because squares over so many then have one denominator: the sums stay exact.
alike as (
    select run_id, template_code, indicator, rows, count(*) as people, sum(sum) as sum, sum(squares) as squares,
        sum(sum * sum) as squared_sums, bool_and(is_new) as is_new
    from own
    group by run_id, template_code, indicator, rows
),
total as (
    select run_id, template_code, indicator, sum(people) as people, coalesce(sum(people) filter (where rows > 1), 0) as with_two,
        sum(people * rows) as rows, sum(sum) as sum, sum(squares) as squares, sum(people * rows * rows) as squared_rows,
        sum(merit.quotient(squared_sums, rows, 60)) as means, bool_and(is_new) as is_new
    from alike
    group by run_id, template_code, indicator
),
square as (
    select t.*, t.people >= 2 and t.with_two >= 2 as is_enough,
        greatest(0, merit.quotient(t.squares - t.means, nullif(t.rows - t.people, 0), 60)) as within,
        merit.quotient(t.means - merit.quotient(t.sum * t.sum, t.rows, 60), nullif(t.people - 1, 0), 60) as between_square,
        merit.quotient(t.rows * t.rows - t.squared_rows, nullif(t.rows * (t.people - 1), 0), 60) as usual_rows
    from total t
),
worked as materialized (
    select f.*, coalesce(s.people, 0) as new_people, coalesce(s.rows, 0) as new_rows,
        merit.in_unit(merit.quotient(s.sum, s.rows, 60), f.stretch, f.shift) as new_mean,
        case when s.is_enough then round(s.usual_rows, 2) end as new_usual_rows,
        -- The stretch is kept with 30 digits: rounded to 20 first, half of a last digit is half.
        case when s.is_enough then round(round(f.stretch * f.stretch * s.within, 20), 12) end as new_within,
        case when s.is_enough then round(round(f.stretch * f.stretch * between.variance, 20), 12) end as new_between,
        case when s.is_enough then merit.quotient(
            round(between.variance * s.usual_rows, 50), nullif(round(between.variance * s.usual_rows, 50) + s.within, 0), 6) end
            as new_reliability,
        case when s.is_enough and between.variance > 0 then greatest(1, ceil(round(
            merit.quotient(7 * s.within, 3 * between.variance, 40), 30))) end as new_rows_needed,
        coalesce(s.is_new, false) as is_new
    from found f
        left join square s on s.run_id = f.run_id and s.template_code = f.template_code and s.indicator = f.indicator
        left join lateral (
            select greatest(0, merit.quotient(s.between_square - s.within, s.usual_rows, 60)) as variance offset 0) between on true
    where f.kind is not null
),
held as (
    select w.*, w.is_new or w.within_variance is not distinct from w.new_within as is_held from worked w
)
select '' as employee_id, revision, format('%s %s', template_code, indicator) as indicator, 'reliability.' || field as field, stored,
    recomputed, true as is_difference
from held
    cross join lateral (values
        ('people', people::text, new_people::text, true), ('rows', rows::text, new_rows::text, true),
        ('usual_rows', trim_scale(usual_rows)::text, trim_scale(new_usual_rows)::text, true),
        ('mean', trim_scale(mean)::text, trim_scale(new_mean)::text, true),
        ('within_variance', trim_scale(within_variance)::text, trim_scale(new_within)::text, is_held),
        ('between_variance', trim_scale(between_variance)::text, trim_scale(new_between)::text, is_held),
        ('reliability', trim_scale(reliability)::text, trim_scale(new_reliability)::text, is_held),
        ('rows_needed', trim_scale(rows_needed)::text, trim_scale(new_rows_needed)::text, is_held)) field (field, stored, recomputed, is_told)
where is_told and stored is distinct from recomputed
union all
select '', revision, format('%s %s', template_code, indicator), 'reliability.within_variance', trim_scale(within_variance)::text,
    'rows moved since that left their number and sum as they were', false
from held
where not is_held
order by revision, indicator, field
