-- The company's figures in review $1, against the review of the quarter before and what the field reaches.
select f.measure, f.value, f.sample, b.value as previous, m.value as benchmark, f.lacking, f.lacking_zh
from merit.quarter_figure f
    join merit.quarter_review q using (review_id)
    left join merit.current_review p on p.quarter = (q.quarter - interval '3 months')::date
    left join merit.quarter_figure b on b.review_id = p.review_id and b.measure = f.measure and b.target_id is null
    left join lateral (
        select value from merit.benchmark where indicator = f.measure and active order by year desc, benchmark_id desc limit 1) m on true
where f.review_id = $1 and f.target_id is null
order by array_position(array(select measure from merit.quarter_figures()), f.measure)
