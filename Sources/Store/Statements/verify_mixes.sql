-- Works out again how people of period $1 stand among rows of the same kinds of work, and what everyone's rows of each kind come to; yields a
-- row for each figure that comes out otherwise.
--
-- A result that stays keeps the rows that it was found with: where some people's did, everyone's sums are held against them as a remark.
with ground as materialized (
    select run_id, revision, kind, max(run_id) filter (where kind = 'full') over (order by run_id) as full_id
    from merit.run
    where period_id = $1
),
cell as materialized (
    select g.revision, c.*
    from ground g join merit.mix_cell c on c.run_id = g.run_id
    where g.kind = 'full'
),
everyone as materialized (
    select run_id, template_code, indicator, sum(sum) as sum, sum(rows) as rows from cell group by run_id, template_code, indicator
),
-- The result that it was found for may be deleted, because its time was over; the next one then has the template.
standing as materialized (
    select s.*, r.template_code, g.full_id
    from merit.mix_standing s
        cross join lateral (
            select r.template_code from merit.result r
            where r.period_id = $1 and r.employee_id = s.employee_id and r.revision >= s.revision
            order by r.revision
            limit 1) r
        cross join lateral (
            select g.full_id from ground g where g.revision = s.revision order by g.run_id limit 1) g
    where s.period_id = $1
),
part as materialized (
    select s.employee_id, s.indicator, s.revision, s.template_code, s.full_id, p.value -> 'cell' as cell,
        (p.value ->> 'rows')::numeric as rows, (p.value ->> 'sum')::numeric as sum
    from standing s, jsonb_array_elements(s.cells) p
),
summed as (
    select p.employee_id, p.indicator, p.revision, sum(p.rows) as rows, sum(p.sum) as sum, sum(coalesce(p.rows * c.mean, p.sum)) as expected
    from part p
        left join cell c on c.run_id = p.full_id and c.template_code = p.template_code and c.indicator = p.indicator and c.cell = p.cell
    group by p.employee_id, p.indicator, p.revision
),
worked as (
    select s.*, p.rows as new_rows, p.sum, p.expected as expected_sum, unit.kind,
        merit.in_unit(merit.quotient(p.sum, p.rows, 60), unit.stretch, unit.shift) as new_value,
        merit.in_unit(merit.quotient(p.expected, p.rows, 60), unit.stretch, unit.shift) as new_expected,
        merit.in_unit(merit.quotient(e.sum, e.rows, 60), unit.stretch, unit.shift) as mean
    from standing s
        join summed p using (employee_id, indicator, revision)
        left join merit.reliability unit on unit.run_id = s.full_id and unit.template_code = s.template_code and unit.indicator = s.indicator
        left join everyone e on e.run_id = s.full_id and e.template_code = s.template_code and e.indicator = s.indicator
),
-- Everyone's result as each full run left it.
member as materialized (
    select run.run_id, r.employee_id, r.revision, r.template_code, r.run_id = run.run_id as is_new
    -- Where revisions were deleted because their time was over, what the runs before found of all people is not asked.
    from (
            select distinct run_id from cell
            where revision >= coalesce((select below from merit.thinned_period where period_id = $1), 0)) run
        cross join lateral (
            select distinct on (r.employee_id) r.* from merit.result r
            where r.period_id = $1 and r.run_id <= run.run_id
            order by r.employee_id, r.revision desc) r
),
kept as materialized (
    select m.run_id, m.template_code, m.is_new, s.indicator, s.employee_id, s.revision
    from member m
        join merit.indicator_score i on i.period_id = $1 and i.employee_id = m.employee_id and i.revision = m.revision
        cross join lateral (
            select s.indicator, s.employee_id, s.revision, s.rows
            from merit.mix_standing s
            where s.period_id = $1 and s.employee_id = m.employee_id and s.indicator = i.indicator and s.revision <= m.revision
            order by s.revision desc
            limit 1) s
    where i.denominator = s.rows
),
added as (
    select k.run_id, k.template_code, k.indicator, p.cell, count(*) as people, sum(p.rows) as rows, sum(p.sum) as sum
    from kept k
        join part p on p.employee_id = k.employee_id and p.indicator = k.indicator and p.revision = k.revision
    group by k.run_id, k.template_code, k.indicator, p.cell
),
fresh as (
    select run_id, template_code, indicator, bool_and(is_new) as is_new from kept group by run_id, template_code, indicator
),
held as (
    select c.*, coalesce(a.people, 0) as new_people, coalesce(a.rows, 0) as new_rows, coalesce(a.sum, 0) as new_sum,
        coalesce(f.is_new, true) as is_new
    from cell c
        join (select distinct run_id from member) m on m.run_id = c.run_id
        left join added a on a.run_id = c.run_id and a.template_code = c.template_code and a.indicator = c.indicator and a.cell = c.cell
        left join fresh f on f.run_id = c.run_id and f.template_code = c.template_code and f.indicator = c.indicator
)
select employee_id, revision, indicator, 'mix_standing.' || field as field, stored, recomputed, true as is_difference
from worked
    cross join lateral (
        select case when new_expected > 0 and mean > 0 then merit.quotient(new_value * mean, new_expected, 6) end as adjusted,
            case when kind = 'chance' then round(round(sqrt(4 * sum), 9) - round(sqrt(4 * expected_sum), 9), 3) end as z
        offset 0
    ) new
    cross join lateral (values
        ('rows', rows::text, new_rows::text), ('value', trim_scale(value)::text, trim_scale(new_value)::text),
        ('expected', trim_scale(expected)::text, trim_scale(new_expected)::text),
        ('adjusted', trim_scale(worked.adjusted)::text, trim_scale(new.adjusted)::text),
        ('z', trim_scale(worked.z)::text, trim_scale(new.z)::text)) field (field, stored, recomputed)
where stored is distinct from recomputed
union all
select '', revision, format('%s %s %s', template_code, indicator, cell), 'mix_cell.' || field, stored, recomputed, is_named
from held
    cross join lateral (values
        ('people', people::text, new_people::text, is_new), ('rows', rows::text, new_rows::text, is_new),
        ('sum', trim_scale(sum)::text, trim_scale(new_sum)::text, is_new),
        ('mean', trim_scale(mean)::text, trim_scale(merit.quotient(sum, rows, 24))::text, true)) field (field, stored, recomputed, is_named)
where stored is distinct from recomputed
order by employee_id, revision, indicator, field
