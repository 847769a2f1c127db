insert into merit.rater_review (review_id, template_code, template_version, indicator, rater_id, people, ratings, mean, difference,
    leniency, spread, stands_out, same_for_all)
select $1, template_code, template_version, indicator, rater_id, people, ratings, mean, difference, leniency, spread, stands_out, same_for_all
from jsonb_to_recordset($2::jsonb) r (template_code text, template_version integer, indicator text, rater_id text, people integer,
    ratings integer, mean numeric, difference numeric, leniency numeric, spread numeric, stands_out boolean, same_for_all boolean)
