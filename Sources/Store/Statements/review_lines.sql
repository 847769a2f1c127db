-- The indicators of review $1, what to do first first: what is sure, then what weighs most. What was decided in any review of the quarter
-- stands beside them.
select i.template_code, i.template_version, i.indicator, i.title, i.title_zh, i.weight, i.results, i.people, i.missing_percent, i.mean,
    i.standard_deviation, i.ceiling_percent, i.floor_percent, i.discrimination, i.discrimination_results, i.nps_link, i.nps_link_people,
    i.raters, i.rater_spread, i.leniency, i.self_gap, i.self_gap_results, i.previous_mean, i.trend, i.value, i.benchmark,
    i.benchmark_gap_percent, i.reliability, i.rows_needed, i.shared_ratings, i.shared_raters, i.icc_1, i.icc_2, i.icc_3, i.icc_1_mean, i.icc_2_mean,
    i.icc_3_mean, i.recommendation, i.figure, i.certainty, i.reason, i.reason_zh, i.lacking::text as lacking,
    (i.evidence -> 'interval' ->> 'low')::numeric as low, (i.evidence -> 'interval' ->> 'high')::numeric as high,
    i.proposal is not null as has_proposal, i.indicator_review_id, coalesce(d.status, i.status) as status, d.decided_by
from merit.indicator_review i
    join merit.quarter_review q using (review_id)
    left join merit.decision_effect d on d.quarter = q.quarter and d.about = 'indicator' and d.template_code = i.template_code
        and d.subject = i.indicator
where i.review_id = $1
order by case i.recommendation when 'keep' then 2 when 'too_few' then 1 else 0 end, i.certainty nulls last, i.weight desc,
    i.template_code, i.template_version, i.indicator
