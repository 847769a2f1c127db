-- Acknowledges training $1 of person $2, who was there.
select merit_api.acknowledge_training(record_id)
from merit_api.trainings(null, $2)
where record_id = $1 and standing = 'person' and attended
