insert into merit.rater_pair (review_id, template_code, template_version, indicator, rater_id, other_id, ratings, difference, distance)
select $1, template_code, template_version, indicator, rater_id, other_id, ratings, difference, distance
from jsonb_to_recordset($2::jsonb) r (template_code text, template_version integer, indicator text, rater_id text, other_id text,
    ratings integer, difference numeric, distance numeric)
