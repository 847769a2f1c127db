-- Rows of a file of evaluations whose period is not there.
select given.line, given.period
from pg_temp.merit_import as given
where not exists (select from merit.appraisal_period as period where period.label = given.period)
order by given.line
limit $1
