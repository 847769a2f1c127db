-- Results of period $1 that the reader may have rated again, those that there is a reason for first.
select employee_id, supervisor_id, why
from merit_api.calibration_candidates($1)
