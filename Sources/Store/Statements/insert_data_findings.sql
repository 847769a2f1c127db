insert into merit.data_finding (run_id, period_id, relation, kind, rows, share, ids, people, matches_nobody, finding, advice)
select $1, $2, f.*
from jsonb_to_recordset($3::jsonb) f (relation text, kind text, rows bigint, share numeric, ids text[], people text[],
    matches_nobody boolean, finding text, advice text)
