-- What a run found of how far chance reaches: for each measured indicator of each template how rows scatter within people and between them.
create table merit.reliability (
    run_id           bigint  not null references merit.run,
    template_code    text    not null,
    indicator        text    not null,
    kind             text    check (kind in ('chance', 'recommendation', 'number')),
    people           integer not null,
    rows             bigint  not null,
    usual_rows       numeric,
    mean             numeric,
    stretch          numeric,
    shift            numeric,
    within_variance  numeric,
    between_variance numeric,
    reliability      numeric,
    rows_needed      numeric,
    reason           text,
    reason_zh        text,
    primary key (run_id, template_code, indicator),
    check (reliability is not null or reason is not null and reason_zh is not null)
);

comment on table merit.reliability is
    'How much of what differs between people in a measured indicator is the people, and how much is chance, by one-way random effects; of full runs.';
comment on column merit.reliability.run_id is 'The run.';
comment on column merit.reliability.template_code is 'Template of the people.';
comment on column merit.reliability.indicator is 'The measured indicator.';
comment on column merit.reliability.kind is
    'Of what the value is the mean: chance: whether a condition holds; recommendation: promoters and detractors; number: what rows say. Null: of nothing.';
comment on column merit.reliability.people is 'People with at least one row.';
comment on column merit.reliability.rows is 'Their rows.';
comment on column merit.reliability.usual_rows is 'How many rows the usual person has (n0), 2 digits.';
comment on column merit.reliability.mean is 'Mean of all rows, in the unit of the value before it is divided by days or held against the peers, 6 digits.';
comment on column merit.reliability.stretch is
    'What the mean of the numbers that merit.row_sum adds up is multiplied with for that unit, 30 digits: 100 of a share, 1/3600 of seconds for hours.';
comment on column merit.reliability.shift is 'What is added then, 30 digits.';
comment on column merit.reliability.within_variance is 'Variance of rows within people (MSW), in the square of that unit, 12 digits; standard errors are its root over rows.';
comment on column merit.reliability.between_variance is 'Variance between people, 12 digits; 0 where they differ by no more than chance.';
comment on column merit.reliability.reliability is 'Of the usual person: between / (between + within / usual_rows), 6 digits.';
comment on column merit.reliability.rows_needed is 'How many rows a person needs for a reliability of 0.7; null where none can be enough.';
comment on column merit.reliability.reason is 'Why there is no reliability; null where there is one.';
comment on column merit.reliability.reason_zh is 'The same in Chinese.';

-- No foreign key to result, as merit.indicator_score has none.
create table merit.row_sum (
    period_id   bigint  not null,
    employee_id text    not null,
    indicator   text    not null,
    revision    integer not null,
    rows        bigint  not null,
    sum         numeric not null,
    squares     numeric not null,
    primary key (period_id, employee_id, indicator, revision)
);

comment on table merit.row_sum is
    'What the rows behind a measured mean hold together, append-only; written when it is measured: of several revisions the last one holds.';
comment on column merit.row_sum.period_id is 'The period.';
comment on column merit.row_sum.employee_id is 'The person.';
comment on column merit.row_sum.indicator is 'The measured indicator.';
comment on column merit.row_sum.revision is 'Revision of the result it was measured for.';
comment on column merit.row_sum.rows is 'How many rows have a number.';
comment on column merit.row_sum.sum is
    'Sum of the rows'' own numbers: seconds of a time, 1 where a condition holds, 1 of a promoter and -1 of a detractor.';
comment on column merit.row_sum.squares is 'Sum of their squares.';

create table merit.confidence (
    period_id        bigint       not null,
    employee_id      text         not null,
    revision         integer      not null,
    total_error      numeric(5,2),
    total_low        numeric(5,2),
    total_high       numeric(5,2),
    grade_chance     jsonb,
    measured_percent numeric(5,2) not null,
    known_percent    numeric(5,2) not null,
    primary key (period_id, employee_id, revision),
    check (num_nonnulls(total_error, total_low, total_high, grade_chance) in (0, 4))
);

comment on table merit.confidence is
    'How far chance could have moved a total, append-only, beside the result of the same revision. It is shown; it moves nothing.';
comment on column merit.confidence.period_id is 'The period.';
comment on column merit.confidence.employee_id is 'The person.';
comment on column merit.confidence.revision is 'Revision of the result it belongs to.';
comment on column merit.confidence.total_error is
    'Standard error of the total; null where it is known of no measured indicator.';
comment on column merit.confidence.total_low is 'Lower end of its 95% interval.';
comment on column merit.confidence.total_high is 'Upper end of its 95% interval.';
comment on column merit.confidence.grade_chance is
    'Chance in whole percent that another draw of the same work brings a grade, by grade; they add up to 100.';
comment on column merit.confidence.measured_percent is 'Percent of the total''s weight that is measured; the rest is what people gave.';
comment on column merit.confidence.known_percent is 'Percent of the total''s weight whose error is known.';

create trigger keep before update or delete or truncate on merit.reliability
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.row_sum
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.confidence
    for each statement execute function merit.keep_results();

create function merit.percent_limit(part bigint, whole bigint, side integer) returns numeric
    language sql immutable
    return case when whole > 0 then greatest(0.00, least(100.00, merit.quotient(
        100 * (part + 1.9208 + side * sqrt(3.8416 * (merit.quotient(part * (whole - part), whole, 40) + 0.9604))),
        whole + 3.8416, 2))) end;
comment on function merit.percent_limit is
    'Lower (side -1) or upper (1) end of the 95% interval of a percentage, after Wilson, 2 digits; null of nothing.';

create function merit.nps_limit(promoters bigint, detractors bigint, responses bigint, side integer) returns numeric
    language sql immutable
    return case when responses > 0 then greatest(-100.00, least(100.00, merit.quotient(
        100 * (promoters - detractors) + side * 196 * sqrt(
            promoters + detractors + 1.5 - merit.quotient((promoters - detractors) * (promoters - detractors), responses + 3, 40)),
        responses + 3, 2))) end;
comment on function merit.nps_limit is
    'Lower (side -1) or upper (1) end of the 95% interval of a Net Promoter Score, by the adjusted Wald interval, 2 digits; null of nothing.';

-- What is new stands behind what there was. As in V0027, left joins by a whole key are left out where nothing of their tables is asked for.
create or replace view merit.current_result as
select newest.period_id, newest.employee_id, newest.revision, result.run_id, result.template_code, result.template_version, newest.name,
    newest.department, result.post, result.supervisor_id, result.days_employed, result.days_on_leave, newest.status, newest.reason,
    newest.reason_zh, result.self_score, result.supervisor_score, result.peer_score, result.data_score, newest.total, newest.grade,
    newest.coefficient, result.coverage, result.near_cut, result.nps, result.nps_margin, result.nps_responses, result.nps_promoters,
    result.nps_detractors, result.satisfaction, result.satisfaction_responses, result.satisfied, result.changed,
    newest.rank_in_department, named.label as period,
    merit.nps_limit(result.nps_promoters, result.nps_detractors, result.nps_responses, -1) as nps_low,
    merit.nps_limit(result.nps_promoters, result.nps_detractors, result.nps_responses, 1) as nps_high,
    merit.percent_limit(result.satisfied, result.satisfaction_responses, -1) as satisfaction_low,
    merit.percent_limit(result.satisfied, result.satisfaction_responses, 1) as satisfaction_high,
    confidence.total_error, confidence.total_low, confidence.total_high, confidence.grade_chance, confidence.measured_percent,
    confidence.known_percent
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    left join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
        and result.revision = newest.revision
    left join merit.confidence on confidence.period_id = newest.period_id and confidence.employee_id = newest.employee_id
        and confidence.revision = newest.revision;

comment on column merit.current_result.nps_low is 'Lower end of the 95% interval of the NPS.';
comment on column merit.current_result.nps_high is 'Upper end of it.';
comment on column merit.current_result.satisfaction_low is 'Lower end of the 95% interval of the satisfaction.';
comment on column merit.current_result.satisfaction_high is 'Upper end of it.';
comment on column merit.current_result.total_error is 'Standard error of the total; null where it is known of no measured indicator.';
comment on column merit.current_result.total_low is 'Lower end of its 95% interval.';
comment on column merit.current_result.total_high is 'Upper end of its 95% interval.';
comment on column merit.current_result.grade_chance is
    'Chance in whole percent that another draw of the same work brings a grade, by grade; they add up to 100.';
comment on column merit.current_result.measured_percent is 'Percent of the total''s weight that is measured; the rest is what people gave.';
comment on column merit.current_result.known_percent is 'Percent of the total''s weight whose error is known.';

-- Whoever looks at a person's rank looks at the department.
create index newest_result_department on merit.newest_result (period_id, department);

-- Two are told apart where their totals differ by more than 1.96 standard errors of the difference, each pair by itself. A total whose error
-- is not known is taken as it stands.
create function merit.rank_range(period bigint, employee text) returns table (rank_best bigint, rank_worst bigint)
    language sql stable
begin atomic
    with own as materialized (
        select n.employee_id, n.department from merit.newest_result n where n.period_id = period and n.employee_id = employee
    ), colleague as (
        select n.employee_id, n.revision, n.total
        from own join merit.newest_result n on n.period_id = period and n.department = own.department
        union all
        -- Null is a department like any other here.
        select n.employee_id, n.revision, n.total
        from own join merit.newest_result n on n.period_id = period and n.department is null
        where own.department is null
    ), member as materialized (
        select n.employee_id, n.total, coalesce(c.total_error, 0) as error, c.total_error is not null as is_known
        from colleague n
            left join merit.confidence c on c.period_id = period and c.employee_id = n.employee_id and c.revision = n.revision
        where n.total is not null
    )
    select 1 + count(*) filter (where other.total > own.total and told.apart),
        count(*) - count(*) filter (where other.total < own.total and told.apart)
    from member own cross join member other
        cross join lateral (
            select (other.total - own.total) * (other.total - own.total) > 3.8416 * (other.error * other.error + own.error * own.error) as apart) told
    where own.employee_id = employee and own.is_known
    having count(*) > 0;
end;
comment on function merit.rank_range is
    'Between which ranks in the department a person lies who cannot be told from some of the others; no row without a total and its error.';

create function merit.own_course(period bigint, employee text)
    returns table (months bigint, mean numeric, low numeric, high numeric, is_outside boolean, run bigint)
    language sql stable
begin atomic
    with recursive past as (
        select period as period_id, 1 as step
        union all
        select merit.previous_period(past.period_id), step + 1 from past where step < 24 and past.period_id is not null
    ), own as (
        select n.total, past.step, row_number() over (order by past.step desc) as place,
            abs(n.total - lag(n.total) over (order by past.step desc)) as move
        from past join merit.newest_result n on n.period_id = past.period_id and n.employee_id = employee
        where n.total is not null
    ), figure as (
        select count(*) as months, sum(total) as total, sum(move) as move, max(total) filter (where step = 1) as now from own
    ), natural_limit as (
        select f.months, f.now, f.total, merit.quotient(f.total, f.months, 2) as mean,
            merit.quotient(f.total * (f.months - 1) - 2.66 * f.move * f.months, f.months * (f.months - 1), 2) as low,
            merit.quotient(f.total * (f.months - 1) + 2.66 * f.move * f.months, f.months * (f.months - 1), 2) as high
        from figure f
        where f.months >= 6 and f.now is not null
    )
    select l.months, l.mean, l.low, l.high, l.now < l.low or l.now > l.high,
        l.months - coalesce((
            select max(own.place) from own
            where sign(own.total * l.months - l.total) = 0 or sign(own.total * l.months - l.total) <> sign(l.now * l.months - l.total)), 0)
    from natural_limit l;
end;
comment on function merit.own_course is
    'What chance does to a person''s totals from month to month: mean and natural limits (mean ± 2.66 x mean moving range) of up to 24 periods in a row, this one last, whether this one lies outside, and how many in a row lie on its side of the mean. No row below 6 totals.';

-- What is the same for everyone in a period is worked out once for it: it is lateral to the period, not to the person.
create or replace view merit.interview_sheet as
select p.period_id, p.label, r.employee_id, r.name, r.department, r.post, r.supervisor_id, r.status, r.reason, r.total, r.grade,
    r.coefficient, r.rank_in_department, r.near_cut, r.nps, r.nps_margin, r.nps_responses, r.satisfaction, r.satisfaction_responses,
    coalesce(standing.strengths, '[]') as strengths,
    coalesce(standing.weak_spots, '[]') as weak_spots,
    coalesce(standing.self_against_supervisor, '[]') as self_against_supervisor,
    trend.months as trend,
    coalesce(task.tasks, '[]') as tasks,
    coalesce(outcome.outcomes, '[]') as outcomes,
    coalesce(customer.words, '[]') as customers_words,
    coalesce(said.proposals, '[]') as proposals,
    coalesce(said.advice, '[]') as advice,
    coalesce(held.interviews, '[]') as interviews,
    r.nps_low, r.nps_high, r.satisfaction_low, r.satisfaction_high, r.total_error, r.total_low, r.total_high, r.grade_chance,
    r.measured_percent, r.known_percent,
    (select rank_best from merit.rank_range(r.period_id, r.employee_id)) as rank_best,
    (select rank_worst from merit.rank_range(r.period_id, r.employee_id)) as rank_worst,
    (select to_jsonb(course) from merit.own_course(r.period_id, r.employee_id) course) as course
from merit.appraisal_period p
    cross join lateral (
        with recursive past as (
            select p.period_id, 1 as step
            union all
            select merit.previous_period(past.period_id), step + 1 from past where step < 6 and past.period_id is not null
        )
        select array_agg(period_id order by step desc) as period_ids from past where period_id is not null
    ) row_of_periods
    cross join lateral (
        select * from merit.current_result c where c.period_id = p.period_id
    ) r
    left join lateral (
        select s.employee_id,
            jsonb_agg(figures order by above_peers desc, indicator) filter (where above_peers > 0 and not is_weak) as strengths,
            jsonb_agg(figures order by above_peers, indicator) filter (where is_weak) as weak_spots,
            jsonb_agg(jsonb_build_object('indicator', indicator, 'self', self_points, 'supervisor', supervisor_points,
                    'difference', self_points - supervisor_points, 'max_points', max_points)
                order by abs(self_points - supervisor_points) desc, indicator)
                filter (where self_points is not null and supervisor_points is not null) as self_against_supervisor
        from merit.indicator_standing s,
            jsonb_build_object('indicator', indicator, 'value', value, 'points', points, 'max_points', max_points,
                'peer_mean', peer_mean, 'above_peers', above_peers, 'peers', peers) figures
        where s.period_id = p.period_id
        group by s.employee_id
    ) standing on standing.employee_id = r.employee_id
    cross join lateral (
        select jsonb_agg(
            jsonb_build_object('period', month.label, 'status', found.status, 'total', found.total, 'grade', found.grade)
            order by past.place) as months
        from unnest(row_of_periods.period_ids) with ordinality past (period_id, place)
            join merit.appraisal_period month on month.period_id = past.period_id
            left join lateral (
                select status, total, grade from merit.result
                where period_id = past.period_id and employee_id = r.employee_id order by revision desc limit 1) found on true
    ) trend
    left join lateral (
        select jsonb_agg(jsonb_build_object('indicator', indicator, 'title', title, 'title_zh', title_zh, 'value', value, 'target', target,
            'points_now', points_now, 'points_at_target', points_at_target, 'total_gain', total_gain, 'tickets', tickets,
            'owner_id', owner_id, 'due_on', due_on, 'training', training, 'proposal', proposal, 'advice', advice, 'note', note,
            'status', status, 'times_missed', times_missed) order by priority) as tasks
        from merit.improvement_task where period_id = r.period_id and employee_id = r.employee_id
    ) task on true
    left join lateral (
        select jsonb_agg(jsonb_build_object('kind', kind, 'reason', reason, 'reason_zh', reason_zh, 'status', status,
            'decision', decision, 'decided_by', decided_by, 'unsupported_since', unsupported_since) order by outcome_id) as outcomes
        from merit.outcome where period_id = r.period_id and employee_id = r.employee_id
    ) outcome on true
    left join lateral (
        select jsonb_agg(jsonb_build_object('relation', relation, 'ticket', ticket_id, 'score', score, 'comment', comment,
            'responded_at', responded_at) order by comment_id) as words
        from merit.customer_comment where period_id = r.period_id and employee_id = r.employee_id
    ) customer on true
    left join lateral (
        select
            jsonb_agg(jsonb_build_object('indicator', indicator, 'words', comment) order by submitted_at, evaluation_id)
                filter (where source = 'self') as proposals,
            jsonb_agg(jsonb_build_object('indicator', indicator, 'words', comment, 'from', rater_id)
                order by submitted_at, evaluation_id) filter (where source = 'supervisor') as advice
        from merit.evaluation
        where period_id = r.period_id and employee_id = r.employee_id and btrim(comment) <> ''
    ) said on true
    left join lateral (
        select jsonb_agg(jsonb_build_object('held_at', held_at, 'held_by', held_by, 'said', said, 'agreed', agreed,
            'acknowledged_at', acknowledged_at, 'objection', objection) order by held_at, interview_id) as interviews
        from merit.interview where period_id = r.period_id and employee_id = r.employee_id
    ) held on true;


comment on column merit.interview_sheet.nps_low is 'Lower end of the 95% interval of the NPS.';
comment on column merit.interview_sheet.nps_high is 'Upper end of it.';
comment on column merit.interview_sheet.satisfaction_low is 'Lower end of the 95% interval of the satisfaction.';
comment on column merit.interview_sheet.satisfaction_high is 'Upper end of it.';
comment on column merit.interview_sheet.total_error is 'Standard error of the total; null where it is known of no measured indicator.';
comment on column merit.interview_sheet.total_low is 'Lower end of its 95% interval.';
comment on column merit.interview_sheet.total_high is 'Upper end of its 95% interval.';
comment on column merit.interview_sheet.grade_chance is
    'Chance in whole percent that another draw of the same work brings a grade, by grade; they add up to 100.';
comment on column merit.interview_sheet.measured_percent is 'Percent of the total''s weight that is measured; the rest is what people gave.';
comment on column merit.interview_sheet.known_percent is 'Percent of the total''s weight whose error is known.';
comment on column merit.interview_sheet.rank_best is 'The best rank in the department that the total does not exclude.';
comment on column merit.interview_sheet.rank_worst is 'The worst one.';
comment on column merit.interview_sheet.course is
    'The person''s own totals over time: months, mean, natural limits low and high, is_outside of this one, run on its side of the mean; null below 6 totals.';

-- A new recommendation; the constraint has the name that PostgreSQL gave it.
alter table merit.indicator_review
    add column reliability numeric,
    add column rows_needed numeric,
    drop constraint indicator_review_recommendation_check,
    add constraint indicator_review_recommendation_check check (recommendation in ('too_few', 'fix_data', 'too_noisy', 'raise_target',
        'lower_target_or_train', 'examine', 'train_raters', 'prioritise', 'keep'));
comment on column merit.indicator_review.reliability is
    'Of a measured mean: how much of what differs between people over the quarter is the people, of the usual one, 0 to 1, 6 digits.';
comment on column merit.indicator_review.rows_needed is
    'How many rows a person needs for a reliability of 0.7; null where none can be enough.';
comment on column merit.indicator_review.recommendation is
    'The first that holds: too_few, fix_data, too_noisy, raise_target, lower_target_or_train, examine, train_raters, prioritise, keep.';

grant execute on function merit.percent_limit, merit.nps_limit, merit.rank_range, merit.own_course to merit_worker, merit_hr;
grant select on merit.reliability, merit.row_sum, merit.confidence to merit_worker, merit_hr;
grant insert on merit.reliability, merit.row_sum, merit.confidence to merit_worker;
