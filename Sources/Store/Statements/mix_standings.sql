-- How person $2 stands in period $1 among rows of the same kinds of work, a row for each kind, as it was measured last.
with standing as (
    select distinct on (s.indicator) s.*, r.template_code,
        (
            select max(run.run_id) from merit.run
            where run.period_id = $1 and run.kind = 'full'
                and run.run_id <= (select min(o.run_id) from merit.run o where o.period_id = $1 and o.revision = s.revision)) as full_id
    from merit.mix_standing s
        join merit.newest_result n using (period_id, employee_id)
        -- Standings of rows that are not there any more are of an earlier result.
        join merit.indicator_score i on i.period_id = n.period_id and i.employee_id = n.employee_id and i.revision = n.revision
            and i.indicator = s.indicator and i.denominator = s.rows and i.appeal_id is null
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
    where s.period_id = $1 and s.employee_id = $2 and s.revision <= n.revision
    order by s.indicator, s.revision desc
)
select s.indicator, s.rows, s.value, s.expected, s.adjusted, s.z, everyone.mean,
    array(select jsonb_array_elements_text(p.value -> 'cell')) as cell, own.rows as part_rows,
    merit.in_unit(merit.quotient(own.sum, own.rows, 60), unit.stretch, unit.shift) as part_value,
    merit.in_unit(coalesce(c.mean, merit.quotient(own.sum, own.rows, 60)), unit.stretch, unit.shift) as part_expected
from standing s
    join merit.reliability unit on unit.run_id = s.full_id and unit.template_code = s.template_code and unit.indicator = s.indicator
    cross join lateral (
        select merit.in_unit(merit.quotient(sum(e.sum), sum(e.rows), 60), unit.stretch, unit.shift) as mean
        from merit.mix_cell e
        where e.run_id = s.full_id and e.template_code = s.template_code and e.indicator = s.indicator
    ) everyone
    cross join lateral jsonb_array_elements(s.cells) with ordinality p
    cross join lateral (select (p.value ->> 'rows')::bigint as rows, (p.value ->> 'sum')::numeric as sum) own
    left join merit.mix_cell c on c.run_id = s.full_id and c.template_code = s.template_code and c.indicator = s.indicator
        and c.cell = p.value -> 'cell'
order by s.indicator, own.rows desc, p.ordinality
