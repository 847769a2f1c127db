-- What a quarter's review found, $1; in language $2.
select quarter::text, periods, template_code, template_version, indicator, case $2 when 'en' then title else title_zh end as title, weight,
    mean, recommendation, certainty, case $2 when 'en' then reason else reason_zh end as reason, figure, figure_value,
    (evidence -> 'interval' ->> 'low')::numeric as low, (evidence -> 'interval' ->> 'high')::numeric as high, evidence::text as evidence,
    proposal::text as proposal, results, people, status, decision, decided_by, is_yours
from merit_api.quarter_findings(null, $1)
