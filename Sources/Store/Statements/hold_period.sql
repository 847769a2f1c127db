-- Whether period $1 has these days, in this time zone, of this department, and keeps them until the transaction ends.
select (starts_on, ends_on, time_zone) = ($2::date, $3::date, $4::text) and department is not distinct from $5::text
from merit.appraisal_period
where period_id = $1
for share
