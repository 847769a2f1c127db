insert into merit.reliability (run_id, template_code, indicator, kind, people, rows, usual_rows, mean, stretch, shift,
    within_variance, between_variance, reliability, rows_needed, reason, reason_zh)
select $1, r.*
from jsonb_to_recordset($2::jsonb) r (template_code text, indicator text, kind text, people integer, rows bigint, usual_rows numeric,
    mean numeric, stretch numeric, shift numeric, within_variance numeric, between_variance numeric, reliability numeric,
    rows_needed numeric, reason text, reason_zh text)
