select period_id, label, starts_on, ends_on, time_zone, department, revision, take_newest, status,
    starts_on::timestamp at time zone time_zone as starts_at,
    (ends_on + 1)::timestamp at time zone time_zone as ends_at
from merit.appraisal_period
where period_id = $1
