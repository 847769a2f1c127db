create table merit.run (
    run_id             bigint generated always as identity primary key,
    period_id          bigint      not null references merit.appraisal_period,
    revision           integer     not null,
    kind               text        not null check (kind in ('full', 'partial')),
    job_id             bigint      not null,
    attempt            integer     not null,
    worker_id          integer     not null,
    engine_version     text        not null,
    templates          text[]      not null,
    data_cutoff        timestamptz not null,
    started_at         timestamptz not null,
    finished_at        timestamptz not null default clock_timestamp(),
    people             integer     not null,
    scored             integer     not null,
    incomplete         integer     not null,
    not_appraised      integer     not null,
    changed            integer     not null,
    evaluations        integer     not null,
    unusable           integer     not null,
    rows_read          jsonb       not null,
    milliseconds       jsonb       not null
);
create index run_period on merit.run (period_id, run_id);

comment on table merit.run is 'Scorings that were committed: under what, from what, how long it took.';
comment on column merit.run.run_id is 'Number of the run.';
comment on column merit.run.period_id is 'The period that was scored.';
comment on column merit.run.revision is 'Revision of the period after it.';
comment on column merit.run.kind is 'full: everyone was measured; partial: only those named.';
comment on column merit.run.job_id is 'The job that asked for it.';
comment on column merit.run.attempt is 'Which attempt at the job it was.';
comment on column merit.run.worker_id is 'The worker that ran it.';
comment on column merit.run.engine_version is 'Version of Merit.';
comment on column merit.run.templates is 'Template versions, as CODE@VERSION.';
comment on column merit.run.data_cutoff is 'Instant of the snapshot that was read.';
comment on column merit.run.started_at is 'When the attempt began.';
comment on column merit.run.finished_at is 'When its results were written.';
comment on column merit.run.people is 'How many people were in the period; of a partial run: how many it was about.';
comment on column merit.run.scored is 'How many of them have a total.';
comment on column merit.run.incomplete is 'How many lack too much for one.';
comment on column merit.run.not_appraised is 'How many were not appraised.';
comment on column merit.run.changed is 'For how many a new revision was written.';
comment on column merit.run.evaluations is 'How many evaluations were read.';
comment on column merit.run.unusable is 'How many of them were left out, with their problem.';
comment on column merit.run.rows_read is 'Rows that passed into measures, by relation.';
comment on column merit.run.milliseconds is 'Time by stage.';

create table merit.peer_mean (
    run_id        bigint  not null references merit.run,
    template_code text    not null,
    indicator     text    not null,
    people        integer not null,
    mean          numeric not null,
    primary key (run_id, template_code, indicator)
);

comment on table merit.peer_mean is 'The means of the peers that a run compared with.';
comment on column merit.peer_mean.run_id is 'The run.';
comment on column merit.peer_mean.template_code is 'Template of the peers.';
comment on column merit.peer_mean.indicator is 'Indicator that is relative to the mean.';
comment on column merit.peer_mean.people is 'How many people had a value.';
comment on column merit.peer_mean.mean is 'Mean of their values, 6 digits.';

create table merit.measure_factor (
    run_id        bigint  not null references merit.run,
    template_code text    not null,
    indicator     text    not null,
    numerator     numeric not null,
    denominator   numeric not null check (denominator > 0),
    primary key (run_id, template_code, indicator)
);

comment on table merit.measure_factor is 'What numerator / denominator of a measured indicator was multiplied with in a run: 100 for a share, 1/3600 for hours.';
comment on column merit.measure_factor.run_id is 'The run.';
comment on column merit.measure_factor.template_code is 'Template that measures it.';
comment on column merit.measure_factor.indicator is 'The measured indicator.';
comment on column merit.measure_factor.numerator is 'Numerator of the factor, a whole number.';
comment on column merit.measure_factor.denominator is 'Denominator of the factor, a whole number.';

create table merit.result (
    period_id              bigint       not null references merit.appraisal_period,
    employee_id            text         not null,
    revision               integer      not null,
    run_id                 bigint       not null,
    template_code          text,
    template_version       integer,
    name                   text,
    department             text,
    post                   text,
    supervisor_id          text,
    days_employed          integer      not null,
    days_on_leave          integer      not null,
    status                 text         not null check (status in ('scored', 'incomplete', 'not_appraised')),
    reason                 text,
    reason_zh              text,
    self_score             numeric(5,2),
    supervisor_score       numeric(5,2),
    peer_score             numeric(5,2),
    data_score             numeric(5,2),
    total                  numeric(5,2),
    grade                  text,
    coefficient            numeric,
    coverage               numeric(5,2),
    near_cut               boolean      not null,
    nps                    numeric(5,2),
    nps_margin             numeric(5,2),
    nps_responses          bigint,
    nps_promoters          bigint,
    nps_detractors         bigint,
    satisfaction           numeric(5,2),
    satisfaction_responses bigint,
    satisfied              bigint,
    changed                jsonb,
    primary key (period_id, employee_id, revision),
    check (num_nonnulls(total, grade, coefficient) = case status when 'scored' then 3 else 0 end),
    check ((status = 'scored') = (reason is null))
);

comment on table merit.result is 'Results, append-only: a revision is a new row, written where something changed. merit.current_result shows the newest.';
comment on column merit.result.period_id is 'The period.';
comment on column merit.result.employee_id is 'The person.';
comment on column merit.result.revision is 'Revision of the period in which this row was written.';
comment on column merit.result.run_id is 'The run that wrote it.';
comment on column merit.result.template_code is 'Template the person was scored under.';
comment on column merit.result.template_version is 'Its version.';
comment on column merit.result.name is 'Name at the time.';
comment on column merit.result.department is 'Department of the assignment that decides.';
comment on column merit.result.post is 'Post of that assignment.';
comment on column merit.result.supervisor_id is 'Supervisor of that assignment.';
comment on column merit.result.days_employed is 'Calendar days employed in the period.';
comment on column merit.result.days_on_leave is 'Days of leave among them.';
comment on column merit.result.status is 'scored; incomplete: too little for a total; not_appraised: outside the template''s rules.';
comment on column merit.result.reason is 'Why there is no total.';
comment on column merit.result.reason_zh is 'The same in Chinese.';
comment on column merit.result.self_score is 'The employee''s own sheet, 0 to 100.';
comment on column merit.result.supervisor_score is 'The supervisor''s sheet.';
comment on column merit.result.peer_score is 'The peers'' sheet.';
comment on column merit.result.data_score is 'The sheet of measured indicators alone.';
comment on column merit.result.total is 'Weighted sum of the sheets; grade and coefficient are read from it.';
comment on column merit.result.grade is 'Grade of the total.';
comment on column merit.result.coefficient is 'Pay coefficient of the grade.';
comment on column merit.result.coverage is 'Percent of the weight that could be scored.';
comment on column merit.result.near_cut is 'Whether the total lies within the template''s near_cut of a grade''s lower bound.';
comment on column merit.result.nps is 'Net promoter score, -100 to 100; null without responses.';
comment on column merit.result.nps_margin is 'Half width of its 95% interval.';
comment on column merit.result.nps_responses is 'Responses with a score from 0 to 10; null where there are none.';
comment on column merit.result.nps_promoters is 'Responses with 9 or 10.';
comment on column merit.result.nps_detractors is 'Responses with 0 to 6.';
comment on column merit.result.satisfaction is 'Percent of satisfaction scores that are 4 or 5; null without responses.';
comment on column merit.result.satisfaction_responses is 'Responses with a score from 1 to 5; null where there are none.';
comment on column merit.result.satisfied is 'Responses with 4 or 5.';
comment on column merit.result.changed is 'What differs from the revision before: per field, from and to; null in a first revision.';

-- No foreign key to result: both are written by one COPY each in one transaction, and a check per row costs as much as the row.
create table merit.indicator_score (
    period_id         bigint       not null,
    employee_id       text         not null,
    revision          integer      not null,
    dimension         text         not null,
    indicator         text         not null,
    kind              text         not null check (kind in ('measured', 'rated')),
    state             text         not null check (state in ('scored', 'no_data', 'insufficient', 'not_rated')),
    value             numeric,
    raw_value         numeric,
    numerator         numeric,
    denominator       numeric,
    sample            bigint,
    band              text,
    points            numeric(5,2),
    max_points        numeric(5,2) not null,
    self_points       numeric(5,2),
    supervisor_points numeric(5,2),
    peer_points       numeric(5,2),
    appeal_id         bigint,
    primary key (period_id, employee_id, revision, indicator)
);

comment on table merit.indicator_score is 'Scores of single indicators, append-only, beside the result of the same revision.';
comment on column merit.indicator_score.period_id is 'The period.';
comment on column merit.indicator_score.employee_id is 'The person.';
comment on column merit.indicator_score.revision is 'Revision of the result it belongs to.';
comment on column merit.indicator_score.dimension is 'Code of the dimension.';
comment on column merit.indicator_score.indicator is 'Code of the indicator.';
comment on column merit.indicator_score.kind is 'measured from data, or rated by people.';
comment on column merit.indicator_score.state is
    'scored; no_data: nothing to measure; insufficient: fewer rows than min_sample; not_rated: nobody gave points.';
comment on column merit.indicator_score.value is 'What the scale reads, 6 digits.';
comment on column merit.indicator_score.raw_value is 'The measured value (per employed day, where asked) before it is held against the mean of the peers.';
comment on column merit.indicator_score.numerator is
    'The measure is factor x numerator / denominator; the factor is 100 for share and nps, and turns seconds into the unit for durations.';
comment on column merit.indicator_score.denominator is 'See numerator; null: 1.';
comment on column merit.indicator_score.sample is 'How many rows it rests on.';
comment on column merit.indicator_score.band is 'Band or level the value falls in.';
comment on column merit.indicator_score.points is 'Points earned; of a rated indicator those of the heaviest source that rated.';
comment on column merit.indicator_score.max_points is 'Full points.';
comment on column merit.indicator_score.self_points is 'Points the employee gave, mean of several.';
comment on column merit.indicator_score.supervisor_points is 'Points the supervisor gave.';
comment on column merit.indicator_score.peer_points is 'Points the peers gave.';
comment on column merit.indicator_score.appeal_id is
    'The upheld appeal that set its value, or the points of a rated one, which then count in the sheet of every rater; null: none.';

create function merit.keep_results() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'merit.% is append-only', tg_table_name
        using errcode = 'object_not_in_prerequisite_state',
            hint = 'Have the period scored again: what changed is written as a new revision.';
end
$$;
comment on function merit.keep_results is 'Refuses to change what was found.';

create trigger keep before update or delete or truncate on merit.run
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.peer_mean
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.measure_factor
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.result
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.indicator_score
    for each statement execute function merit.keep_results();

-- By whole numbers: the division of numeric ends after some twenty digits, which may lie on the other side of a half.
create function merit.quotient(numerator numeric, denominator numeric, digits integer) returns numeric
    language sql immutable
    return sign(numerator) * sign(denominator)
        * div(2 * abs(numerator) * ('1e' || digits::text)::numeric + abs(denominator), nullif(2 * abs(denominator), 0))
        * ('1e-' || digits::text)::numeric;
comment on function merit.quotient is 'numerator / denominator, exactly rounded half away from zero; null where there is nothing to divide by.';

create view merit.current_result as
select newest.*,
    case when total is not null then
        rank() over (partition by period_id, department, total is null order by total desc)
    end as rank_in_department
from (
    select distinct on (period_id, employee_id) *
    from merit.result
    order by period_id, employee_id, revision desc
) newest;

comment on view merit.current_result is 'The newest revision of each result, with the rank among those of the department that have a total.';

create view merit.current_indicator_score as
select score.*
from merit.indicator_score score
    join (
        select period_id, employee_id, max(revision) as revision
        from merit.result
        group by period_id, employee_id
    ) newest using (period_id, employee_id, revision);

comment on view merit.current_indicator_score is 'The indicator scores of the newest revision of each result.';

-- A view's column says what the table's says.
do $$
declare
    described record;
begin
    for described in
        select v.relname as view_name, va.attname as column_name, col_description(t.oid, ta.attnum) as comment
        from (values ('current_result', 'result'), ('current_indicator_score', 'indicator_score')) pair (view_name, table_name)
            join pg_class v on v.oid = ('merit.' || pair.view_name)::regclass
            join pg_class t on t.oid = ('merit.' || pair.table_name)::regclass
            join pg_attribute va on va.attrelid = v.oid and va.attnum > 0
            join pg_attribute ta on ta.attrelid = t.oid and ta.attname = va.attname
    loop
        execute format('comment on column merit.%I.%I is %L', described.view_name, described.column_name, described.comment);
    end loop;
end
$$;
comment on column merit.current_result.rank_in_department is 'Rank by total within the department; null without a total.';

grant execute on function merit.quotient to merit_worker, merit_hr;
grant select on merit.run, merit.peer_mean, merit.measure_factor, merit.result, merit.indicator_score, merit.current_result, merit.current_indicator_score
    to merit_worker, merit_hr;
grant insert on merit.run, merit.peer_mean, merit.measure_factor, merit.result, merit.indicator_score to merit_worker;
