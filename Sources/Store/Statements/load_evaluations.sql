-- The evaluations of period $1 that give points, of people $2 or of everyone, in the byte order of the people's ids.
select employee_id, evaluation_id, xmin::text::bigint as row_version, source, rater_id, indicator, points, problem,
    -- What is refused today, and may stand there since an older version: 1 rates the rater, 2 speaks for somebody else.
    case when source <> 'self' then case when rater_id = employee_id then 1 else 0 end
        when rater_id <> employee_id and merit.setting_value('entered_for_others') is distinct from 1 then 2
        else 0 end as wrong
from merit.evaluation
where period_id = $1 and points is not null and ($2::text[] is null or employee_id = any ($2))
order by convert_to(employee_id, 'UTF8'), evaluation_id
