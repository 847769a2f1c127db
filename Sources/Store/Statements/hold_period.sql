-- Whether period $1 begins on $2, ends on $3 or later, in time zone $4, of department $5, and stays so until the transaction ends.
select starts_on = $2::date and ends_on >= $3::date and time_zone = $4::text and department is not distinct from $5::text
from merit.appraisal_period
where period_id = $1
for share
