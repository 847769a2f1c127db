-- What keeps period $1 from being scored again, and what was odd about the source when everyone was scored last.
select p.problem,
    coalesce(
        (select findings from merit.run where run.period_id = p.period_id and kind = 'full' order by run_id desc limit 1), '{}'
    ) as findings
from merit.appraisal_period p
where p.period_id = $1
