-- The team as a funnel: each mean of rows against everyone's, with what chance does to so many rows. In the newest results, of the newest full run.
create view merit.team_funnel as
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
        select round(found.stretch * merit.quotient(s.sum, s.rows, 60) + found.shift, 6) as value,
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

comment on view merit.team_funnel is
    'Where people''s means lie against everyone''s, with limits of 95% and 99.8% for as many rows as each has: a funnel, no league table. Shown, never used to change a score.';
comment on column merit.team_funnel.period_id is 'The period.';
comment on column merit.team_funnel.period is 'Its label.';
comment on column merit.team_funnel.employee_id is 'The person.';
comment on column merit.team_funnel.name is 'The person''s name.';
comment on column merit.team_funnel.department is 'The person''s department.';
comment on column merit.team_funnel.template_code is 'Template of the person.';
comment on column merit.team_funnel.indicator is 'The measured indicator, whose value is a mean of rows.';
comment on column merit.team_funnel.rows is 'How many rows the person has.';
comment on column merit.team_funnel.value is 'Their mean, in the unit of the value before it is divided by days or held against anything, 6 digits.';
comment on column merit.team_funnel.mean is 'Mean of everyone''s rows on the template.';
comment on column merit.team_funnel.low is 'Lower 95% limit for so many rows: mean - 1.96 x standard error.';
comment on column merit.team_funnel.high is 'Upper 95% limit.';
comment on column merit.team_funnel.outer_low is 'Lower 99.8% limit: mean - 3.09 x standard error.';
comment on column merit.team_funnel.outer_high is 'Upper 99.8% limit.';
comment on column merit.team_funnel.place is
    'within: nothing that chance does not do; near: between the limits, one in twenty by chance; beyond: one in five hundred.';

grant select on merit.team_funnel to merit_worker, merit_hr;
