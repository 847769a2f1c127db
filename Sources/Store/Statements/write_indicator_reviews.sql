insert into merit.indicator_review (review_id, template_code, template_version, dimension, indicator, title, title_zh, kind, weight, results,
    people, missing_percent, mean, standard_deviation, ceiling_percent, floor_percent, discrimination, discrimination_results, nps_link,
    nps_link_people, raters, rater_spread, leniency, self_gap, self_gap_results, previous_mean, trend, value, benchmark,
    benchmark_gap_percent, reliability, rows_needed, benchmark_id, shared_ratings, shared_raters, icc_1, icc_2, icc_3, icc_1_mean, icc_2_mean, icc_3_mean, recommendation, figure, certainty, reason, reason_zh, lacking, evidence, proposal)
select $1, template_code, template_version, dimension, indicator, title, title_zh, kind, weight, results,
    people, missing_percent, mean, standard_deviation, ceiling_percent, floor_percent, discrimination, discrimination_results, nps_link,
    nps_link_people, raters, rater_spread, leniency, self_gap, self_gap_results, previous_mean, trend, value, benchmark,
    benchmark_gap_percent, reliability, rows_needed, benchmark_id, shared_ratings, shared_raters, icc_1, icc_2, icc_3, icc_1_mean, icc_2_mean, icc_3_mean, recommendation, figure, certainty, reason, reason_zh, lacking, evidence, proposal
from jsonb_to_recordset($2::jsonb) r (template_code text, template_version integer, dimension text, indicator text, title text,
    title_zh text, kind text, weight numeric, results integer, people integer, missing_percent numeric, mean numeric,
    standard_deviation numeric, ceiling_percent numeric, floor_percent numeric, discrimination numeric, discrimination_results integer,
    nps_link numeric, nps_link_people integer, raters integer, rater_spread numeric, leniency numeric, self_gap numeric,
    self_gap_results integer, previous_mean numeric, trend numeric, value numeric, benchmark numeric, benchmark_gap_percent numeric,
    reliability numeric, rows_needed numeric, benchmark_id bigint,
    shared_ratings integer, shared_raters integer, icc_1 numeric, icc_2 numeric, icc_3 numeric, icc_1_mean numeric, icc_2_mean numeric,
    icc_3_mean numeric, recommendation text, figure text, certainty text, reason text, reason_zh text, lacking jsonb, evidence jsonb,
    proposal jsonb)
