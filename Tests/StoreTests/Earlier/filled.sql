-- What stands in the database of a company that has worked with version 0.1 for four months: every table has rows, every status occurs, and
-- results have two revisions. It is written as that version's people and workers wrote it, in their roles, past its guards and triggers.

-- Settings, one of them outside the bounds that came later.
update merit.setting set value = '90' where name = 'prune_days';
update merit.setting set value = '3' where name = 'lease_seconds';

-- Templates: one that was replaced, one that is in use, one that is no good, one that nobody has looked at.
set session authorization merit_hr;
insert into merit.template (document) values
    ('{"template": "desk", "version": 1, "posts": ["agent"], "plan": {"below_percent": 70}, "title": {"en": "Desk", "zh": null}}');
insert into merit.template (document) values ('{"template": "lead", "version": 1, "default": true}');
reset session authorization;
set session authorization merit_worker;
update merit.template set status = 'checked' where status = 'draft';
set session authorization merit_hr;
update merit.template set status = 'published' where status = 'checked';
insert into merit.template (document) values
    ('{"template": "desk", "version": 2, "posts": ["agent"], "plan": {"below_percent": 75}}'), ('{"template": "bad", "version": 1}');
set session authorization merit_worker;
update merit.template set status = case code when 'bad' then 'rejected' else 'checked' end,
    problems = case code when 'bad' then array['dimensions: there are none'] else '{}' end
where status = 'draft';
set session authorization merit_hr;
update merit.template set status = 'published' where status = 'checked';
insert into merit.template (document) values ('{"template": "desk", "version": 3}');

-- Periods: four months for everyone, one of a department, one that nobody wants any more.
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values
    ('2020-07', '2020-07-01', '2020-07-31', 'Asia/Shanghai'), ('2020-08', '2020-08-01', '2020-08-31', 'Asia/Shanghai'),
    ('2020-09', '2020-09-01', '2020-09-30', 'Asia/Shanghai'), ('2020-10', '2020-10-01', '2020-10-31', 'UTC');
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
values ('2020-10 East', '2020-10-01', '2020-10-31', 'UTC', 'East');
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values ('2020-11', '2020-11-01', '2020-11-30', 'UTC');
update merit.appraisal_period set status = 'cancelled', status_reason = 'asked for by mistake' where label = '2020-11';
insert into merit.training_course (code, indicator, title, url) values ('T1', 'response', 'Calling back', 'https://example.org/t1');

-- Evaluations of every source, some of which later versions would not take.
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
select period_id, 'e' || n, source, rater, indicator, points, comment
from merit.appraisal_period, generate_series(1, 12) n, (values
    ('self', null, 'manner', 9, 'I call back at once.'), ('supervisor', 'boss', 'manner', 7.5, 'Sometimes.'), ('peer', 'e99', 'manner', 8, null),
    ('supervisor', 'boss', null, 71.25, null)) given (source, rater, indicator, points, comment)
where label in ('2020-07', '2020-08');
insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points) values
    (1, 'e1', 'self', 'somebody', null, 88), (1, 'e2', 'supervisor', 'e2', 'manner', 10), (1, 'e3', 'peer', 'e3', 'manner', 1.1234);
reset session authorization;

-- A worker that scores the months, some of them twice, and dies over the last.
insert into merit.worker_session (host, process_id, version, locked) values ('desk', 4711, '0.1', true);
insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at, people,
    scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
select period_id, done.revision, done.kind, period_id, 1, 1, '0.1', '{desk@2,lead@1}', timestamptz '2020-12-01' + done.revision * interval '1 hour',
    '2020-12-01', 13, 10, 2, 1, 13, 48, 1, '{"ticket": 420}', '{"measure": 12, "keep": 3}'
from merit.appraisal_period, (values (1, 'full'), (2, 'partial'), (3, 'full')) done (revision, kind)
where label like '2020-0%' or label like '2020-10%' and done.revision < 2
order by period_id, done.revision;
insert into merit.measure_factor (run_id, template_code, indicator, numerator, denominator)
select run_id, 'desk', 'response', 1, 3600 from merit.run where kind = 'full';
insert into merit.peer_mean (run_id, template_code, indicator, people, mean)
select run_id, 'desk', 'volume', 12, 35.25 from merit.run where kind = 'full';
set session authorization merit_worker;
update merit.evaluation set problem = 'manner has at most 2 digits' where points = 1.1234;
insert into merit.period_template (period_id, template_id)
select period_id, template_id from merit.appraisal_period, merit.template
where template.status = 'published' and label <> '2020-11'
on conflict do nothing;
-- A first revision of everyone; a second of a third of them, who change department and template; a third of one, who has left.
insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post, supervisor_id,
    days_employed, days_on_leave, status, reason, reason_zh, self_score, supervisor_score, total, grade, coefficient, coverage, near_cut,
    nps, nps_margin, nps_responses, nps_promoters, nps_detractors, satisfaction, satisfaction_responses, satisfied, changed)
select period_id, 'e' || n, revision, run_id, template, case when template = 'desk' then 2 when template is not null then 1 end, 'Name ' || n,
    case when (n + revision) % 3 = 0 then null when (n + revision) % 3 = 1 then 'East' else 'West' end, 'agent', 'boss', 31, n % 2,
    status, case when status <> 'scored' then 'too little' end, case when status <> 'scored' then '数据不足' end, 80 + n, 70 + n,
    case when status = 'scored' then 60 + (n * 7 + revision) % 40 end, case when status = 'scored' then 'C' end,
    case when status = 'scored' then 1.0 end, 95.5, n = 4, 12.5, 20.25, 8, 3, 2, 75, 4, 3,
    case when revision > 1 then '{"total": {"from": 60, "to": null}}'::jsonb end
from merit.run
    cross join generate_series(1, 13) n
    cross join lateral (select
        case when n = 13 or revision = 3 then null when (n + revision) % 5 = 0 then 'lead' else 'desk' end as template,
        case when n = 13 or revision = 3 then 'not_appraised' when n % 6 = 0 then 'incomplete' else 'scored' end as status) found
where revision = 1 or revision = 2 and n % 3 = 0 or revision = 3 and n = 9;
insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, raw_value, numerator,
    denominator, sample, band, points, max_points, self_points, supervisor_points)
select r.period_id, r.employee_id, r.revision, 'speed', s.indicator, s.kind, case when s.points is null then 'no_data' else 'scored' end,
    s.points * 7, s.points * 7, 63, 9, 9, 'quick', s.points, 10, s.points, s.points
from merit.result r
    cross join lateral (values
        ('response', 'measured', case when r.employee_id <> 'e5' then r.revision + 1.25 end), ('manner', 'rated', r.revision + 6.5),
        ('volume', 'measured', case when r.revision = 1 then 10.0 end)) s (indicator, kind, points)
where r.template_code is not null;
insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
select period_id, 'e' || n, 1, proposed.kind, 'Grade C', '等级 C'
from merit.appraisal_period, generate_series(1, 7) n, (values ('skill_training'), ('improvement_plan'), ('share_case')) proposed (kind)
where label like '2020-0%';
update merit.outcome set status = 'withdrawn', unsupported_since = 2 where employee_id = 'e3';
insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh, value, target,
    target_band, points_now, points_at_target, total_gain, tickets, owner_id, due_on)
select period_id, 'e' || n, indicator, 1, priority, 'Answer within 1 h', '1 小时内响应', 'It took 2 h.', '用了 2 小时。', 2, 1, 'within 1 h', 2.25, 8, 3.5,
    '{T-1,T-2}', 'boss', ends_on + 30
from merit.appraisal_period, generate_series(1, 6) n, (values ('response', 1), ('manner', 2)) weak (indicator, priority)
where label like '2020-0%';
update merit.improvement_task t set status = case when employee_id < 'e3' then 'achieved' else 'missed' end, judged_in = 2, value_then = 1.5,
    points_then = 6
where period_id = 1 and employee_id < 'e6';
update merit.improvement_task t set previous_task_id = before.task_id, times_missed = 1
from merit.improvement_task before
where before.status = 'missed' and t.period_id = 2 and t.employee_id = before.employee_id and t.indicator = before.indicator;
update merit.improvement_task set status = 'cancelled', status_reason = 'no figure', status_reason_zh = '没有数据'
where period_id = 2 and employee_id = 'e6';
insert into merit.customer_comment (period_id, employee_id, relation, ticket_id, score, comment, responded_at)
select period_id, 'e' || n, 'nps_response', 'T-' || n, 3, 'Nobody called back.', '2020-07-03 12:00'
from merit.appraisal_period, generate_series(1, 3) n where label like '2020-0%';
update merit.appraisal_period p set revision = (select max(revision) from merit.result where result.period_id = p.period_id),
    scored_at = '2020-12-01 12:00Z'
where label <> '2020-11';
reset session authorization;
-- The jobs that did so.
update merit.job set state = 'running', attempt = 1, worker_id = 1, lease_token = nextval('merit.lease_token'), started_at = clock_timestamp(),
    lease_expires_at = clock_timestamp() + interval '1 hour'
where kind = 'score_period' and subject_id < 6 and state = 'available';
update merit.job set state = 'completed', finished_at = clock_timestamp(), lease_expires_at = null
where kind = 'score_period' and subject_id < 4 and state = 'running';
update merit.job set state = 'failed', finished_at = clock_timestamp(), last_error = 'merit_source.ticket: column "status" is missing'
where kind = 'score_period' and subject_id = 5 and state = 'running';
delete from merit.unseen;

-- What people do about it.
set session authorization merit_hr;
update merit.outcome set status = 'accepted', decided_by = 'Wang Fang' where employee_id = 'e1';
update merit.outcome set status = 'declined', decision = 'was ill' where employee_id = 'e2';
update merit.improvement_task set note = 'talked about it', owner_id = 'e9' where period_id = 3 and employee_id = 'e1';
update merit.improvement_task set status = 'cancelled' where period_id = 3 and employee_id = 'e2';
insert into merit.interview (period_id, employee_id, held_at, held_by, said, agreed) values
    (1, 'e1', '2020-08-03 10:00Z', 'boss', 'that calls take long', 'to call back'), (1, 'e2', '2020-08-03 11:00Z', 'boss', 'nothing', null);
update merit.interview set acknowledged_at = now(), objection = 'too few people' where employee_id = 'e1';
insert into merit.appeal (period_id, employee_id, indicator, reason, wanted) values
    (1, 'e1', 'response', 'T-1 was on hold', 'leave it out'), (1, 'e2', 'manner', 'was not asked', null), (1, 'e4', null, 'all of it', null),
    (2, 'e1', 'response', 'T-2 too', null), (2, 'e2', 'response', 'T-3 too', null);
update merit.appeal set status = 'upheld', excluded_rows = '{T-1}', decision = 'it was' where appeal_id = 1;
update merit.appeal set status = 'upheld', set_value = 9.25, decision = 'true' where appeal_id = 2;
update merit.appeal set status = 'rejected', decision = 'no' where appeal_id = 3;
update merit.appeal set status = 'withdrawn' where appeal_id = 4;
insert into merit.benchmark (indicator, industry, value, better, source, year) values ('response', 'all', 1.5, 'lower', 'a survey', 2020);
insert into merit.target (measure, value, due_on, note) values ('nps', 40, '2021-06-30', 'as last year');
insert into merit.quarter_review (quarter) values ('2020-07-01'), ('2020-04-01');
reset session authorization;

-- A review of the quarter, and what was decided about it.
update merit.quarter_review set status = 'reviewed', reviewed_at = '2020-12-02', periods = '{2020-07,2020-08,2020-09}', results = 36, people = 12,
    engine_version = '0.1', data_cutoff = '2020-12-02'
where quarter = '2020-07-01';
set session authorization merit_worker;
insert into merit.indicator_review (review_id, template_code, template_version, dimension, indicator, title, title_zh, kind, weight, results,
    people, missing_percent, mean, discrimination_results, nps_link_people, recommendation, figure, certainty, reason, reason_zh, lacking,
    evidence, proposal)
select 1, 'desk', 2, 'speed', indicator, 'Response', '响应', kind, 40, 36, 12, 5.5, 0.425, 30, 12, 'lower_target_or_train', 'floor_percent', 'clear',
    'Most have nothing.', '多数人没有得分。', '{}', '{"limit": 50}', '{"weights": {"speed": 30}}'
from (values ('response', 'measured'), ('manner', 'rated')) found (indicator, kind);
insert into merit.rater_review (review_id, template_code, template_version, indicator, rater_id, people, ratings, mean, difference, leniency,
    spread, stands_out, same_for_all)
values (1, 'desk', 2, 'manner', 'boss', 12, 36, 7.5, 0.25, 0.1, 1.5, false, false);
insert into merit.complaint_theme (review_id, category, priority, complaints, share_percent, running_percent, customers, parts_waits, suggestion,
    suggestion_zh, lacking, template_code)
values (1, 'delay', 1, 20, 50, 50, 18, 3, 'Look at parts.', '检查备件。', '{}', 'desk');
insert into merit.quarter_figure (review_id, measure, target_id, value, sample, lacking, lacking_zh) values
    (1, 'nps', null, 12.5, 96, null, null), (1, 'nps', 1, 12.5, 96, null, null), (1, 'rework_rate', null, null, null, 'no column', '没有该列');
set session authorization merit_hr;
update merit.indicator_review set status = 'accepted' where indicator = 'response';
update merit.complaint_theme set status = 'declined', decision = 'known' where category = 'delay';
-- A month that nothing moves any more, late evaluations of another, and a queue that stands.
update merit.appraisal_period set status = 'closed' where label = '2020-09';
update merit.evaluation set points = 6 where period_id = 2 and employee_id = 'e7' and source = 'supervisor' and indicator is not null;
delete from merit.evaluation where period_id = 2 and employee_id = 'e8' and source = 'peer';
reset session authorization;
select merit.pause('check_template', 'while we look at the source');
