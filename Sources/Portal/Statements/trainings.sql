-- Trainings and changes of post of person $2 because of period $1, or of any, the newest first; times are UTC.
select record_id, period, standing = 'person' as is_own, kind, title, began_on::text as began_on, ended_on::text as ended_on,
    trim_scale(hours)::text as hours, taught_by, attended, note,
    to_char(acknowledged_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI') as acknowledged_at
from merit_api.trainings($1, $2)
order by began_on desc, record_id desc
limit 200
