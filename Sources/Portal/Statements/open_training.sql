select period, kind, title, began_on::text, ended_on::text, trim_scale(hours)::text, taught_by, note
from merit_api.trainings(null, $2)
where record_id = $1 and standing = 'person' and attended and acknowledged_at is null
