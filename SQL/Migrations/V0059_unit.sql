-- A run knows exactly what rows' numbers are multiplied with for the unit of the value, such as 1 / 86400; what is kept of it has 30 digits.
-- A figure that is worked out of that again is rounded to 20 digits first: half of a last digit is then half, as it was for the run.
create function merit.in_unit(mean numeric, stretch numeric, shift numeric) returns numeric
    language sql immutable
    return round(round(stretch * mean + shift, 20), 6);
comment on function merit.in_unit is 'A mean of rows'' own numbers in the unit of the value, 6 digits.';

-- As in V0053, but for that.
create or replace view merit.team_funnel as
select p.period_id, p.label as period, n.employee_id, n.name, n.department, found.template_code, found.indicator, s.rows,
    own.value, found.mean, inner_end.low, inner_end.high, outer_end.low as outer_low, outer_end.high as outer_high,
    case when own.value between inner_end.low and inner_end.high then 'within'
        when own.value between outer_end.low and outer_end.high then 'near' else 'beyond' end as place
from merit.appraisal_period p
    cross join lateral (select max(run_id) as run_id from merit.run where period_id = p.period_id and kind = 'full') run
    join merit.reliability found on found.run_id = run.run_id and found.within_variance is not null
    join merit.newest_result n on n.period_id = p.period_id
    join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        and r.template_code = found.template_code
    join merit.indicator_score i on i.period_id = n.period_id and i.employee_id = n.employee_id and i.revision = n.revision
        and i.indicator = found.indicator and i.appeal_id is null
    cross join lateral (
        select s.rows, s.sum
        from merit.row_sum s
        where s.period_id = n.period_id and s.employee_id = n.employee_id and s.indicator = i.indicator and s.revision <= n.revision
        order by s.revision desc
        limit 1
    ) s
    cross join lateral (
        select merit.in_unit(merit.quotient(s.sum, s.rows, 60), found.stretch, found.shift) as value,
            sqrt(merit.quotient(found.within_variance, s.rows, 40)) as error
        offset 0
    ) own
    cross join lateral (
        select round(found.mean - 1.96 * own.error, 6) as low, round(found.mean + 1.96 * own.error, 6) as high
    ) inner_end
    cross join lateral (
        select round(found.mean - 3.09 * own.error, 6) as low, round(found.mean + 3.09 * own.error, 6) as high
    ) outer_end
-- Sums of rows that are not there any more are of an earlier result.
where i.denominator = s.rows and s.rows > 0;


-- What comes behind a row of other periods, merit.next_period_end says.
alter table merit.setting disable trigger user;
update merit.setting
set note = '1: when a month is over, the next month is asked for by itself, for whoever had that one. Behind a row of periods of another length comes one of the same length.'
where name = 'open_next_month';
alter table merit.setting enable trigger user;

grant execute on function merit.in_unit to merit_worker, merit_hr;
