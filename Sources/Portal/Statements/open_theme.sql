-- What customers complained about in a quarter, theme $1; in language $2.
select quarter::text, periods, category, root_cause, complaints, share_percent, running_percent, previous_complaints, change_percent,
    customers, repeats, repeat_percent, parts_wait_hours, parts_waits, case $2 when 'en' then suggestion else suggestion_zh end as suggestion,
    array(
        select distinct (l.value ->> $2) collate "C" from jsonb_each(lacking) l where l.value ->> $2 is not null order by 1) as lacking,
    template_code, draft_version, proposal::text as proposal, status, decision, decided_by, is_yours,
    (select n.theme_id from merit_api.quarter_complaints(c.quarter) n where n.priority > c.priority order by n.priority limit 1) as next_theme
from merit_api.quarter_complaints(null, $1) c
