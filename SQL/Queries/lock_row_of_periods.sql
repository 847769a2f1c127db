-- What one period leads to depends on those beside it: of the periods of one kind and department one is written at a time.
select pg_advisory_xact_lock('merit.outcome'::regclass::oid::integer, hashtext(concat_ws(' ', kind, department)))
from merit.appraisal_period
where period_id = $1
