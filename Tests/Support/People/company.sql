-- A company in which everyone is something to somebody: ann and bob are sue's in the north, cat is tom's in the south, sue and tom are
-- max's, and max is his own. hal is the officer for people of the north, tom for those of the south, and one of them; hilda for everyone; pat
-- pays, una looks, cat leads the raters. October is scored and delivered to some,
-- November is asked for only. Each number is told apart from all others: it bears its person's.
do $$
declare
    role_name text;
begin
    -- Roles are the server's: another database may have them already.
    foreach role_name in array array['person_ann', 'person_sue', 'portal', 'web', 'stranger_portal'] loop
        begin
            execute format('create role %I login in role merit_person', role_name);
        exception
            when duplicate_object or unique_violation then null;
        end;
    end loop;
end
$$;

-- As if each statement were a transaction of its own.
set constraints all immediate;
insert into merit.login (role_name, employee_id) values ('person_ann', 'ann'), ('person_sue', 'sue');
insert into merit.application (role_name, names_by) values ('portal', 'call'), ('web', 'claims');
insert into merit.officer (employee_id, duty, department) values
    ('hal', 'hr', 'north'), ('tom', 'hr', 'south'), ('hilda', 'hr', null), ('pat', 'payroll', null), ('una', 'auditor', null),
    ('cat', 'rater_lead', null);

insert into merit.template (document)
values ('{"template": "a", "version": 1, "sources": {"self": {"weight": 20}, "supervisor": {"weight": 80}}}');
update merit.template set status = 'checked', consulted_on = '2020-09-01';
update merit.template set status = 'published';
insert into merit.appraisal_period (label, starts_on, ends_on, time_zone) values
    ('2020-10', '2020-10-01', '2020-10-31', 'UTC'), ('2020-11', '2020-11-01', '2020-11-30', 'UTC');

create table public.person (number integer, employee_id text, department text, supervisor_id text);
insert into public.person values
    (1, 'ann', 'north', 'sue'), (2, 'bob', 'north', 'sue'), (3, 'cat', 'south', 'tom'), (4, 'sue', 'north', 'max'), (5, 'tom', 'south', 'max'),
    (6, 'max', 'head', 'max'), (7, 'hal', 'head', 'max'), (8, 'hilda', 'head', 'max'), (9, 'pat', 'head', 'max'), (10, 'una', 'head', 'max');

insert into merit.evaluation (period_id, employee_id, source, rater_id, points, comment)
select period_id, employee_id, source, case source when 'self' then employee_id when 'peer' then 'colleague' else supervisor_id end,
    10.59 + number, source || ' about ' || employee_id
from public.person, unnest(array['self', 'supervisor', 'peer']) source, unnest(array[1, 2]) period_id
where source <> 'supervisor' or supervisor_id <> employee_id and period_id = 1;

update merit.job set state = 'running', lease_token = nextval('merit.lease_token') where kind = 'score_period' and subject_id = 1;

insert into merit.run (period_id, revision, kind, job_id, attempt, worker_id, engine_version, templates, data_cutoff, started_at, people,
    scored, incomplete, not_appraised, changed, evaluations, unusable, rows_read, milliseconds)
values (1, 1, 'full', 1, 1, 1, 'test', '{a@1}', now(), now(), 10, 10, 0, 0, 10, 10, 0, '{}', '{}');

insert into merit.result (period_id, employee_id, revision, run_id, template_code, template_version, name, department, post, supervisor_id,
    days_employed, days_on_leave, status, self_score, supervisor_score, peer_score, total, grade, coefficient, coverage, near_cut)
select 1, employee_id, 1, 1, 'a', 1, 'name of ' || employee_id, department, 'technician', supervisor_id, 31, 0, 'scored', 10.37 + number,
    30.37 + number, 50.37 + number, 70.37 + number, case when number < 6 then 'C' else 'B' end, 1 + number / 100.0, 100, false
from public.person;
insert into merit.indicator_score (period_id, employee_id, revision, dimension, indicator, kind, state, value, raw_value, numerator,
    denominator, sample, points, max_points, self_points, supervisor_points, peer_points)
select 1, employee_id, 1, 'd', 'solved', 'measured', 'scored', number + 0.41, 100.41 + number, number, 1, 1, number + 0.73, 50, null, null, null::numeric from public.person
union all
select 1, employee_id, 1, 'd', 'manner', 'rated', 'scored', null, null, null, null, null, number + 0.73, 50, number + 0.73, number + 0.73, null from public.person;
-- What chance does to the totals, of the tickets of all ten.
insert into merit.reliability (run_id, template_code, indicator, kind, people, rows, usual_rows, mean, stretch, shift, within_variance,
    between_variance, reliability, rows_needed)
values (1, 'a', 'solved', 'number', 10, 10, 1, 5.5, 1, 0, 4, 1, 0.2, 38);
insert into merit.row_sum (period_id, employee_id, indicator, revision, rows, sum, squares)
select 1, employee_id, 'solved', 1, 1, number, number * number from public.person;
insert into merit.confidence (period_id, employee_id, revision, total_error, total_low, total_high, grade_chance, measured_percent, known_percent)
select 1, employee_id, 1, 2.5, 65.47 + number, 75.27 + number, jsonb_build_object('B', 40 + number, 'C', 60 - number), 60, 40 from public.person;
-- A scoring has seen what was given.
delete from merit.unseen where period_id = 1;
update merit.appraisal_period set revision = 1, scored_at = now() where period_id = 1;
update merit.job set state = 'completed', finished_at = now() where kind = 'score_period' and subject_id = 1;

insert into merit.outcome (period_id, employee_id, revision, kind, reason, reason_zh)
select 1, employee_id, 1, kind, 'reason of ' || employee_id, '' from public.person, unnest(array['raise_priority', 'warning', 'talent_pool', 'pay_cut_review']) kind;
update merit.outcome set status = 'accepted' where kind in ('raise_priority', 'warning');
insert into merit.improvement_task (period_id, employee_id, indicator, revision, priority, title, title_zh, reason, reason_zh, target_band,
    points_now, points_at_target, due_on)
select 1, employee_id, 'solved', 1, 1, 'task of ' || employee_id, '', '', '', 'b', number, 50, '2020-11-30' from public.person;
insert into merit.interview (period_id, employee_id, held_at, held_by, said)
select 1, employee_id, '2020-11-02Z', coalesce(supervisor_id, 'board'), 'said to ' || employee_id from public.person;
insert into merit.training_record (employee_id, kind, because_of, title, began_on, ended_on, hours, taught_by, attended)
select employee_id, 'training', 1, 'course of ' || employee_id, '2020-11-03', '2020-11-04', 8, 'Li', true from public.person;
insert into merit.appeal (period_id, employee_id, indicator, reason)
select 1, employee_id, 'solved', 'appeal of ' || employee_id from public.person;
insert into merit.opinion (outcome_id, said_by, said)
select outcome_id, 'max', 'opinion of ' || employee_id from merit.outcome where kind = 'talent_pool';

-- Everyone is rated again by the three supervisors, nobody by themselves: in a round that is over, and in one in which max has not answered.
insert into merit.calibration (period_id, title, asked_by, until) values
    (1, 'October', 'hilda', now() + interval '1 week'), (1, 'October again', 'hilda', now() + interval '1 week');
insert into merit.calibration_rater (calibration_id, rater_id)
select calibration_id, rater_id from generate_series(1, 2) calibration_id, unnest(array['sue', 'tom', 'max']) rater_id;
insert into merit.calibration_item (calibration_id, period_id, employee_id, indicator, max_points, supervisor_id, why)
select calibration_id, 1, employee_id, 'manner', 100, supervisor_id, 'chosen' from generate_series(1, 2) calibration_id, public.person;
insert into merit.calibration_answer (calibration_id, period_id, employee_id, indicator, rater_id, points, words)
select calibration_id, 1, employee_id, 'manner', rater_id, 60.37 + number - 20 * (calibration_id - 1) + ascii(rater_id) / 1000.0,
    rater_id || ' of ' || employee_id
from generate_series(1, 2) calibration_id, public.person, unnest(array['sue', 'tom', 'max']) rater_id
where rater_id <> employee_id and (calibration_id = 1 or rater_id <> 'max');
update merit.calibration set until = '2020-11-10Z' where calibration_id = 1;

-- How November stands, of people whose names nobody knows yet.
alter table merit.setting disable trigger user;
update merit.setting set value = '1' where name = 'standing_so_far';
alter table merit.setting enable trigger user;
insert into merit.standing_so_far (period_id, employee_id, as_of, department, supervisor_id, days_employed, days_on_leave, status, total,
    grade, indicators, steps)
select 2, employee_id, '2020-11-10', department, supervisor_id, 10, 0, 'scored', 40.37 + number, 'C', jsonb_build_array(jsonb_build_object(
    'dimension', 'd', 'indicator', 'solved', 'state', 'scored', 'value', number, 'points', 20, 'max_points', 50)), '[]'
from public.person;

-- To everybody but bob, cat, tom, max and hilda.
select merit.deliver('2020-10', now() + interval '1 week', null, array['ann', 'sue', 'hal', 'pat', 'una']);
select merit.keep_figures();
