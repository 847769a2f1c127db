select indicator, peers, peer_mean, above_peers
from merit.indicator_standing
where period_id = $1 and employee_id = $2
