-- What was measured of indicators $2 in period $1, by its newest results, in the byte order of the people's ids. A value
-- that an appeal set says that what was measured is wrong. A value without rows is what the template says of none: it rests on no sample.
select r.employee_id, r.template_code, r.template_version, s.indicator, s.raw_value,
    case when s.sample > 0 then s.sample end as sample
from merit.newest_result n
    cross join lateral (
        select * from merit.result one
        where one.period_id = n.period_id and one.employee_id = n.employee_id and one.revision = n.revision offset 0) r
    cross join lateral (
        select * from merit.indicator_score one
        where one.period_id = n.period_id and one.employee_id = n.employee_id and one.revision = n.revision offset 0) s
where n.period_id = $1 and s.indicator = any ($2) and s.raw_value is not null and s.appeal_id is null
order by convert_to(r.employee_id, 'UTF8'), s.indicator
