-- Results, indicators, tasks and proposals of :people people of :supervisors supervisors in :months months up to 2020-12; a twentieth of
-- the results has a revision.
set jit = off;
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
select to_char(day, 'YYYY-MM'), day, (day + interval '1 month' - interval '1 day')::date, 'UTC'
from generate_series(0, :months) back, lateral (select (date '2021-01-01' - make_interval(months => back))::date as day) first;
create table first_month (like merit.result);
insert into first_month (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post, supervisor_id,
    days_employed, days_on_leave, status, self_score, supervisor_score, data_score, total, grade, coefficient, coverage, near_cut, nps,
    nps_margin, nps_responses)
select period_id, 'E' || n, 1, 1, 'technician', 1, 'Person ' || n, 'Department ' || n % 20, 'technician', 'M' || n % :supervisors, 31, 1, 'scored', 80.12,
    81.33, 77.11, points, case when points >= 90 then 'A' when points >= 70 then 'B' else 'C' end,
    case when points >= 90 then 1.2 when points >= 70 then 1.0 else 0.8 end, 100, false, 50, 10, 20
from merit.appraisal_period, generate_series(1, :people) n,
    lateral (select 40 + abs(hashint4((n * 61 + period_id)::integer)::bigint) % 6000 / 100.0 as points) drawn;
-- As they come: month by month.
insert into merit.result select * from first_month where period_id <> (select period_id from merit.appraisal_period where label = '2021-01')
order by period_id, employee_id;
delete from first_month where period_id <> (select period_id from merit.appraisal_period where label = '2021-01');
create temporary table revised as select * from merit.result where hashtext(employee_id || period_id) % 20 = 0;
update revised set revision = 2, total = total - 1, changed = '{}';
insert into merit.result select * from revised order by period_id, employee_id;
insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, points, max_points)
select period_id, employee_id, revision, 'd', 'i' || i, 'measured', 'scored', 3.25, 7, 10 from merit.result, generate_series(1, 3) i;
insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh, target_band,
    points_now, points_at_target, due_on, status)
select period_id, employee_id, 'i' || i, 1, i, 't', 't', 'r', 'r', 'b', 5, 7, '2021-02-28',
    (array['open', 'achieved', 'missed', 'cancelled'])[1 + abs((period_id + i + hashtext(employee_id)) % 4)]
from merit.result, generate_series(1, 2) i where revision = 1;
insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
select period_id, employee_id, 1, 'skill_training', 'r', 'r' from merit.result where revision = 1 and grade = 'C';
update merit.appraisal_period set revision = 1;
select merit.keep_figures() from generate_series(1, 1 + :months / 12);
vacuum analyze;
