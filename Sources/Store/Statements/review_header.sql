select r.quarter, (r.quarter + interval '3 months')::date - 1 as ends_on, r.revision, r.so_far, r.periods, r.results, r.people,
    to_char(r.reviewed_at at time zone r.time_zone, 'YYYY-MM-DD HH24:MI') as reviewed_at, r.status, r.problem,
    array(select remark ->> 'en' from jsonb_array_elements(r.remarks) remark) as remarks,
    array(select remark ->> 'zh' from jsonb_array_elements(r.remarks) remark) as remarks_zh
from merit.quarter_review r
where r.review_id = $1
