-- What keeps period $1 from being scored again, and what was odd about the source when everyone was scored last: all of it, and what
-- rows of person $2 are concerned by.
select p.problem,
    -- Runs of earlier versions have sentences alone.
    coalesce(
        (select array_agg(sentence order by finding_id) from merit.newest_data_finding f where f.period_id = p.period_id),
        (select findings from merit.run where run.period_id = p.period_id and kind = 'full' order by run_id desc limit 1), '{}'
    ) as findings,
    array(
        select sentence from merit.newest_data_finding f where f.period_id = p.period_id and $2 = any (f.people) order by finding_id
    ) as own_findings
from merit.appraisal_period p
where p.period_id = $1
