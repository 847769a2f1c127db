-- The evaluations of period $1 that give points, of people $2 or of everyone, in the byte order of the people's ids.
select employee_id, evaluation_id, xmin::text::bigint as row_version, source, rater_id, indicator, points, problem,
    -- What is refused today, and may stand there since an older version: 1 rates the rater, 2 speaks for somebody else; and 3, whose
    -- rater has to be the supervisor of the employee relation; 4, that are too few.
    case when source = 'self' then
            case when rater_id <> employee_id and merit.setting_value('entered_for_others') is distinct from 1 then 2 else 0 end
        when rater_id = employee_id then 1
        when source = 'supervisor' and merit.setting_value('rater_is_supervisor') = 1 and not exists (
            select from merit.supervision named
            where named.employee_id = evaluation.employee_id and named.supervisor_id = evaluation.rater_id) then 3
        when source = 'peer' and merit.setting_value('least_peers') > 1 and (
            select count(distinct peer.rater_id) from merit.evaluation peer
            where peer.period_id = evaluation.period_id and peer.employee_id = evaluation.employee_id and peer.source = 'peer'
                and peer.indicator is not distinct from evaluation.indicator and peer.points is not null)
            < merit.setting_value('least_peers') then 4
        else 0 end as wrong
from merit.evaluation
where period_id = $1 and points is not null and ($2::text[] is null or employee_id = any ($2))
order by convert_to(employee_id, 'UTF8'), evaluation_id
