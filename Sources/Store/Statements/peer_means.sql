select m.indicator, m.mean
from merit.peer_mean m
where m.template_code = $2
    and m.run_id = (select max(run_id) from merit.run where period_id = $1 and kind = 'full')
