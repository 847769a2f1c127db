insert into merit.quarter_figure (review_id, measure, department, target_id, value, sample, lacking, lacking_zh)
select $1, measure, department, target_id, value, sample, lacking, lacking_zh
from jsonb_to_recordset($2::jsonb) f (measure text, department text, target_id bigint, value numeric, sample bigint, lacking text,
    lacking_zh text)
