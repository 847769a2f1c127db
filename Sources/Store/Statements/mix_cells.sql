-- What the newest full run of period $1, of those up to run $2 where that is given, found of everyone's rows by kind of work.
select c.template_code, c.indicator, array(select jsonb_array_elements_text(c.cell)) as cell, c.people, c.rows, c.sum
from merit.mix_cell c
where c.run_id = (
    select max(run_id) from merit.run where period_id = $1 and kind = 'full' and ($2::bigint is null or run_id <= $2))
