-- What a dashboard may show to many: figures of groups, never of a person. The role merit_dashboard reads these views and
-- nothing else. Of fewer than three people there is no mean: two would know each other's result.

create view merit.grade_count with (security_barrier) as
select label as period, starts_on, ends_on, grade, coefficient, count(*) as people
from merit.current_result join merit.appraisal_period using (period_id)
where current_result.status = 'scored'
group by period_id, label, starts_on, ends_on, grade, coefficient;

comment on view merit.grade_count is 'How many people of a period have which grade.';
comment on column merit.grade_count.period is 'Label of the period.';
comment on column merit.grade_count.starts_on is 'Its first day.';
comment on column merit.grade_count.ends_on is 'Its last day.';
comment on column merit.grade_count.grade is 'The grade.';
comment on column merit.grade_count.coefficient is 'The pay coefficient that goes with it.';
comment on column merit.grade_count.people is 'How many have it.';

create view merit.department_trend with (security_barrier) as
select label as period, starts_on, ends_on, current_result.department, count(*) as people, count(total) as scored,
    case when count(total) >= 3 then round(avg(total), 2) end as mean_total,
    case when count(total) >= 3 then round(avg(coefficient), 3) end as mean_coefficient,
    case when count(nps) >= 3 then round(avg(nps), 2) end as mean_nps
from merit.current_result join merit.appraisal_period using (period_id)
where current_result.status <> 'not_appraised'
group by period_id, label, starts_on, ends_on, current_result.department;

comment on view merit.department_trend is 'Means of a department in a period; null where fewer than three people have a figure.';
comment on column merit.department_trend.period is 'Label of the period.';
comment on column merit.department_trend.starts_on is 'Its first day.';
comment on column merit.department_trend.ends_on is 'Its last day.';
comment on column merit.department_trend.department is 'The department; null for people without one.';
comment on column merit.department_trend.people is 'People who were to be appraised.';
comment on column merit.department_trend.scored is 'Those of them who have a total.';
comment on column merit.department_trend.mean_total is 'Mean of their totals, out of 100.';
comment on column merit.department_trend.mean_coefficient is 'Mean of their pay coefficients.';
comment on column merit.department_trend.mean_nps is 'Mean of their NPS, -100 to 100, each person the same weight.';

create view merit.follow_up_count with (security_barrier) as
select label as period, starts_on, ends_on, 'task' as sort, improvement_task.status, count(*) as count
from merit.improvement_task join merit.appraisal_period using (period_id)
group by period_id, label, starts_on, ends_on, improvement_task.status
union all
select label, starts_on, ends_on, outcome.kind, outcome.status, count(*)
from merit.outcome join merit.appraisal_period using (period_id)
group by period_id, label, starts_on, ends_on, outcome.kind, outcome.status;

comment on view merit.follow_up_count is 'How many improvement tasks and outcomes of a period stand how.';
comment on column merit.follow_up_count.period is 'Label of the period.';
comment on column merit.follow_up_count.starts_on is 'Its first day.';
comment on column merit.follow_up_count.ends_on is 'Its last day.';
comment on column merit.follow_up_count.sort is 'task, or the kind of outcome, such as promotion.';
comment on column merit.follow_up_count.status is 'How they stand.';
comment on column merit.follow_up_count.count is 'How many.';

grant select on merit.grade_count, merit.department_trend, merit.follow_up_count to merit_hr, merit_dashboard;
