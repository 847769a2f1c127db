-- A quarter of 10,000 people by template desk: results of three months, ratings by 50 supervisors, 50,000 complaints.
\set ON_ERROR_STOP on
select setseed(0.42);
insert into merit.paused (kind, reason) values ('score_period', 'results are put down');
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone)
select to_char(d, 'YYYY-MM'), d, (d + interval '1 month' - interval '1 day')::date, 'UTC'
from generate_series('2026-07-01'::date, '2026-09-01', interval '1 month') d;
update merit.appraisal_period set revision = 1, scored_at = now();
insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at,
    people, scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
select period_id, 1, 'full', 1, 1, 1, 'test', '{desk@1}', now(), now(), 1, 1, 0, 0, 1, 1, 0, '{}', '{}' from merit.appraisal_period;
insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, raw_value, sample,
    points, max_points, supervisor_points)
select p, 'e' || e, 1, case when i <= 14 then 'work' else 'attitude' end, case when i <= 14 then 'm' || i else 'r' || i - 14 end,
    case when i <= 14 then 'measured' else 'rated' end, 'scored', 50, 50, 1, points, 10, case when i > 14 then points end
from (
    select p, e, i, round((5 + 2 * (hashint8(e) % 1000) / 1000.0 + 2 * random())::numeric, 2) as points
    from generate_series(1, 3) p, generate_series(1, 10000) e, generate_series(1, 20) i) s;
insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, supervisor_id, days_employed,
    days_on_leave, status, reason, reason_zh, near_cut, supervisor_score, nps_responses, nps_promoters, nps_detractors)
select period_id, employee_id, 1, period_id, 'desk', 1, 's' || hashtext(employee_id) % 50, 30, 0, 'incomplete', 'x', 'x', false,
    merit.quotient(60 * 100 * sum(points) filter (where dimension = 'work'), 100 * 140, 2)
        + merit.quotient(40 * 100 * sum(points) filter (where dimension = 'attitude'), 100 * 60, 2),
    5, abs(hashtext(employee_id)) % 4, 1
from merit.indicator_score group by period_id, employee_id;
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points)
select period_id, employee_id, 'supervisor', 's' || hashtext(employee_id) % 50, indicator, points
from merit.indicator_score where kind = 'rated';
insert into merit_source.complaint (complaint_id, employee_id, received_at, category, root_cause, customer_id)
select n, 'e' || 1 + n % 10000, '2026-06-15Z'::timestamptz + random() * interval '100 days', 'category ' || n % 7, 'cause ' || n % 11,
    'k' || (random() * 40000)::integer
from generate_series(1, 50000) n;
