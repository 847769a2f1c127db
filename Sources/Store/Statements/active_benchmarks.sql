select distinct on (indicator) benchmark_id, indicator, value, better = 'higher' as is_higher_better, industry
from merit.benchmark
where active
order by indicator, year desc, benchmark_id desc
