-- What the people of the sample company say about themselves and what their supervisors say: most of it, not all.
create function pg_temp.draw(variadic key text[]) returns numeric
    language sql immutable
    return ('x' || substr(md5(array_to_string(key, '/')), 1, 8))::bit(32)::bigint / 4294967296.0;

insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
select period_id, employee_id, source, case source when 'self' then employee_id else supervisor_id end, indicator,
    case indicator
        when 'communication' then round(least(15, 5 + 10 * regard), 1)
        else case when regard > 0.72 then 5 when regard > 0.35 then 3 when regard > 0.15 then 2 else 0 end end,
    case when source = 'self' and indicator = 'learning' and regard < 0.5 then 'I would like a course on diagnosis tools.'
        when source = 'supervisor' and indicator = 'communication' and regard < 0.4 then 'Call back before the customer asks.' end
from (
    select distinct on (period.period_id, employee.employee_id, source, indicator)
        period.period_id, employee.employee_id, employee.supervisor_id, source, indicator,
        -- People see themselves a little better than their supervisors do.
        least(1, 0.25 + 0.75 * sqrt(pg_temp.draw('skill', substr(employee.employee_id, 2)::integer::text))
            + 0.35 * (pg_temp.draw('regard', employee.employee_id, period.label, source, indicator) - 0.5)
            + case source when 'self' then 0.1 else 0 end) as regard
    from merit.appraisal_period period
        join merit_source.employee employee
            on employee.employed_from <= period.ends_on and coalesce(employee.employed_to, 'infinity') >= period.starts_on,
        unnest(array['self', 'supervisor']) source,
        unnest(array['communication', 'learning', 'team', 'cross_team']) indicator
    -- The desk's cross_team is measured from feedback, so nobody rates it there.
    where not (employee.post = 'service-desk-agent' and indicator = 'cross_team')
        -- Some say nothing about themselves; one supervisor forgot two people in August.
        and not (source = 'self' and pg_temp.draw('silent', employee.employee_id, period.label) < 0.12)
        and not (source = 'supervisor' and period.label = '2026-08' and employee.employee_id in ('E007', 'E051'))
    order by period.period_id, employee.employee_id, source, indicator, employee.employed_from desc
) drawn;

-- Mistakes that people make: points between two levels, and an indicator that the template measures.
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
select period_id, 'E003', 'supervisor', 'M02', 'learning', 4 from merit.appraisal_period where label = '2026-09';
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
select period_id, 'E035', 'supervisor', 'M03', 'response_time', 9 from merit.appraisal_period where label = '2026-09';
