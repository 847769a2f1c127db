select period, held_by, said, agreed
from merit_api.interviews(null, $2)
where interview_id = $1 and acknowledged_at is null and standing = 'person'
