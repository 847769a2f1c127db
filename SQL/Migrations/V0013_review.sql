create function merit.quarter_start(day date) returns date
    language sql stable strict
    return (
        with shifted as (select make_interval(months => greatest(least(merit.setting_value('first_quarter_month'), 12), 1) - 1) as by)
        select (date_trunc('quarter', day - by) + by)::date from shifted);
comment on function merit.quarter_start is 'First day of the quarter that a day lies in, by the setting first_quarter_month.';

create table merit.quarter_review (
    review_id      bigint generated always as identity primary key,
    quarter        date        not null,
    revision       integer     not null,
    so_far         boolean     not null default false,
    time_zone      text        not null,
    status         text        not null default 'pending'
        check (status in ('pending', 'reviewing', 'reviewed', 'failed', 'cancelled')),
    problem        text,
    periods        text[]      not null default '{}',
    results        integer,
    people         integer,
    remarks        jsonb       not null default '[]',
    engine_version text,
    data_cutoff    timestamptz,
    requested_by   text        not null default session_user,
    requested_at   timestamptz not null default clock_timestamp(),
    reviewed_at    timestamptz,
    unique (quarter, revision)
);

comment on table merit.quarter_review is
    'Reviews of the indicators over a quarter. An INSERT of a quarter asks for one; asked for again, it is the next revision.';
comment on column merit.quarter_review.review_id is 'Number of the review.';
comment on column merit.quarter_review.quarter is 'First day of the quarter.';
comment on column merit.quarter_review.revision is 'Which review of that quarter it is.';
comment on column merit.quarter_review.so_far is 'Whether it was asked for before the quarter was over.';
comment on column merit.quarter_review.time_zone is 'The zone its days are in; that of its periods where it is left out.';
comment on column merit.quarter_review.status is 'pending: waits; reviewing: a job runs; reviewed, failed or cancelled: over.';
comment on column merit.quarter_review.problem is 'Why it failed, and what to do about it.';
comment on column merit.quarter_review.periods is 'Labels of the periods that it looked at.';
comment on column merit.quarter_review.results is 'Results it rests on: one for each person and period.';
comment on column merit.quarter_review.people is 'People they are of.';
comment on column merit.quarter_review.remarks is 'What to know when reading it, such as months that are not scored: objects of en and zh.';
comment on column merit.quarter_review.engine_version is 'Version of Merit.';
comment on column merit.quarter_review.data_cutoff is 'Instant of the source that was read.';
comment on column merit.quarter_review.requested_by is 'Who asked.';
comment on column merit.quarter_review.requested_at is 'When.';
comment on column merit.quarter_review.reviewed_at is 'When it was done.';

create function merit.guard_quarter_review() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    first_day date;
    day_after date;
    today date;
begin
    if tg_op = 'DELETE' then
        raise exception 'a review of the quarter % cannot be deleted', old.quarter
            using errcode = 'check_violation', hint = 'Ask for another: INSERT the quarter again.';
    end if;
    if tg_op = 'UPDATE' then
        if (new.review_id, new.quarter, new.revision, new.so_far, new.time_zone, new.requested_by, new.requested_at) is distinct from
            (old.review_id, old.quarter, old.revision, old.so_far, old.time_zone, old.requested_by, old.requested_at) then
            raise exception 'review % of the quarter % stays what was asked for', old.revision, old.quarter
                using errcode = 'check_violation', hint = 'Ask for another: INSERT the quarter again.';
        end if;
        if old.status = 'reviewed' then
            raise exception 'review % of the quarter % is done', old.revision, old.quarter
                using errcode = 'object_not_in_prerequisite_state', hint = 'Ask for another: INSERT the quarter again.';
        end if;
        return new;
    end if;

    if new.quarter is null or not isfinite(new.quarter) then
        raise exception 'a review names its quarter'
            using errcode = 'not_null_violation', hint = 'Give quarter as its first day, such as 2026-07-01.';
    end if;
    first_day := merit.quarter_start(new.quarter);
    if first_day <> new.quarter then
        raise exception 'no quarter begins on %', new.quarter
            using errcode = 'check_violation',
                hint = format('That day lies in the quarter that begins on %s; the setting first_quarter_month says when quarters begin.', first_day);
    end if;
    if new.status <> 'pending' or new.reviewed_at is not null then
        raise exception 'a review begins as pending'
            using errcode = 'check_violation', hint = 'Give quarter alone; the worker writes the rest.';
    end if;
    day_after := (new.quarter + interval '3 months')::date;
    new.time_zone := coalesce(
        new.time_zone,
        (select p.time_zone from merit.appraisal_period p
            where p.starts_on >= new.quarter and p.ends_on < day_after
            order by p.revision > 0 desc, p.starts_on desc, p.period_id desc limit 1),
        'UTC');
    if not merit.is_time_zone(new.time_zone) then
        raise exception 'unknown time zone "%"', new.time_zone
            using errcode = 'invalid_parameter_value', hint = 'Leave time_zone out, or use a name such as Asia/Shanghai or UTC.';
    end if;
    today := (clock_timestamp() at time zone new.time_zone)::date;
    if today < new.quarter then
        raise exception 'the quarter that begins on % has not begun', new.quarter
            using errcode = 'object_not_in_prerequisite_state', hint = 'Review it when it is over.';
    end if;
    if today < day_after and not new.so_far then
        raise exception 'the quarter that begins on % is not over before %', new.quarter, day_after
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'Set so_far to true (merit review --so-far) to review what is there so far.';
    end if;
    new.so_far := today < day_after;
    perform pg_advisory_xact_lock('merit.quarter_review'::regclass::oid::integer, 0);
    new.revision := 1 + coalesce((select max(r.revision) from merit.quarter_review r where r.quarter = new.quarter), 0);
    return new;
end
$$;
comment on function merit.guard_quarter_review is 'Refuses reviews that cannot be, and keeps those that are.';

create trigger guard before insert or update or delete on merit.quarter_review
    for each row execute function merit.guard_quarter_review();
create trigger keep_all before truncate on merit.quarter_review
    for each statement execute function merit.refuse_truncate();

create function merit.ask_review() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    perform merit.ask('review_quarter', new.review_id, clock_timestamp());
    return null;
end
$$;
comment on function merit.ask_review is 'Asks for the review, in the transaction that asked.';

create trigger ask after insert on merit.quarter_review
    for each row execute function merit.ask_review();

create function merit.carry_job_to_review() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update merit.quarter_review
    set status = case new.state
            when 'available' then 'pending' when 'running' then 'reviewing' when 'completed' then 'reviewed' else new.state end,
        problem = case when new.state = 'completed' then null else coalesce(new.last_error, problem) end,
        reviewed_at = case when new.state = 'completed' then clock_timestamp() end
    where review_id = new.subject_id and status <> 'reviewed';
    if new.state in ('completed', 'failed', 'cancelled') then
        perform pg_notify('merit_reviewed', new.subject_id::text);
    end if;
    return null;
end
$$;
comment on function merit.carry_job_to_review is 'Carries the state of a review''s job to the review.';

create trigger carry_to_review after update of state on merit.job
    for each row when (new.kind = 'review_quarter' and new.state <> old.state)
    execute function merit.carry_job_to_review();

-- Of a quarter its months count; where it has none, a quarter that was scored as one; where it has neither, what lies within it.
-- A person counts once for each: of periods that begin on one day the one scored last.
create function merit.results_between(first_day date, last_day date)
    returns table (period_id bigint, employee_id text, revision integer, run_id bigint, template_code text, template_version integer,
        department text, supervisor_id text, self_score numeric, supervisor_score numeric, peer_score numeric, data_score numeric,
        nps_responses bigint, nps_promoters bigint, nps_detractors bigint)
    language sql stable
begin atomic
    with ranked as (
        select p.period_id, p.starts_on, p.scored_at,
            rank() over (order by case p.kind when 'month' then 1 when 'quarter' then 2 else 3 end) as choice
        from merit.appraisal_period p
        where p.starts_on >= first_day and p.ends_on <= last_day and p.revision > 0
    ),
    newest as (
        select distinct on (r.period_id, r.employee_id) r.*, ranked.starts_on, ranked.scored_at
        from ranked
            join merit.result r using (period_id)
        where ranked.choice = 1
        order by r.period_id, r.employee_id, r.revision desc
    )
    select distinct on (n.employee_id, n.starts_on) n.period_id, n.employee_id, n.revision, n.run_id, n.template_code, n.template_version,
        n.department, n.supervisor_id, n.self_score, n.supervisor_score, n.peer_score, n.data_score,
        n.nps_responses, n.nps_promoters, n.nps_detractors
    from newest n
    where n.status <> 'not_appraised'
    order by n.employee_id, n.starts_on, n.scored_at desc, n.period_id desc;
end;
comment on function merit.results_between is 'The newest results that count in a review of the days from the first to the last: one for each person and month.';

create table merit.indicator_review (
    indicator_review_id    bigint generated always as identity primary key,
    review_id              bigint       not null references merit.quarter_review,
    template_code          text         not null,
    template_version       integer      not null,
    dimension              text         not null,
    indicator              text         not null,
    title                  text         not null,
    title_zh               text         not null,
    kind                   text         not null check (kind in ('measured', 'rated')),
    weight                 numeric      not null,
    results                integer      not null,
    people                 integer      not null,
    missing_percent        numeric(5,2) not null,
    mean                   numeric,
    standard_deviation     numeric,
    ceiling_percent        numeric(5,2),
    floor_percent          numeric(5,2),
    discrimination         numeric,
    discrimination_results integer      not null,
    nps_link               numeric,
    nps_link_people        integer      not null,
    raters                 integer,
    rater_spread           numeric,
    leniency               numeric,
    self_gap               numeric,
    self_gap_results       integer,
    previous_mean          numeric,
    trend                  numeric,
    value                  numeric,
    benchmark              numeric,
    benchmark_gap_percent  numeric,
    benchmark_id           bigint,
    recommendation         text         not null check (recommendation in ('too_few', 'fix_data', 'raise_target', 'lower_target_or_train',
        'examine', 'train_raters', 'prioritise', 'keep')),
    figure                 text,
    certainty              text check (certainty in ('clear', 'likely')),
    reason                 text         not null,
    reason_zh              text         not null,
    lacking                jsonb        not null,
    evidence               jsonb        not null,
    proposal               jsonb,
    status                 text         not null default 'proposed',
    decision               text,
    decided_by             text,
    decided_at             timestamptz,
    unique (review_id, template_code, template_version, indicator)
);

comment on table merit.indicator_review is
    'One indicator of one template version over a quarter: its figures, what they recommend, and what a person decided, by UPDATE.';
comment on column merit.indicator_review.indicator_review_id is 'Number of the row.';
comment on column merit.indicator_review.review_id is 'The review.';
comment on column merit.indicator_review.template_code is 'Template of the indicator.';
comment on column merit.indicator_review.template_version is 'Its version.';
comment on column merit.indicator_review.dimension is 'Code of the dimension.';
comment on column merit.indicator_review.indicator is 'Code of the indicator.';
comment on column merit.indicator_review.title is 'Its title.';
comment on column merit.indicator_review.title_zh is 'The same in Chinese.';
comment on column merit.indicator_review.kind is 'measured from data, or rated by people.';
comment on column merit.indicator_review.weight is 'Percent of a sheet that it decides, where everything has points.';
comment on column merit.indicator_review.results is 'Results under that version: one for each person and period.';
comment on column merit.indicator_review.people is 'People they are of.';
comment on column merit.indicator_review.missing_percent is 'Percent of them without points for it.';
comment on column merit.indicator_review.mean is 'Mean of points / full points, 6 digits.';
comment on column merit.indicator_review.standard_deviation is 'Sample standard deviation of points / full points, 6 digits.';
comment on column merit.indicator_review.ceiling_percent is 'Percent of those with points that have full points.';
comment on column merit.indicator_review.floor_percent is 'Percent of those with points that have 0.';
comment on column merit.indicator_review.discrimination is
    'Pearson''s r of its points with the rest of the heaviest sheet (corrected item-total), 6 digits.';
comment on column merit.indicator_review.discrimination_results is 'Results that have both.';
comment on column merit.indicator_review.nps_link is
    'Spearman''s rho of a person''s mean points with the person''s NPS over the quarter, 6 digits; null below 10 people.';
comment on column merit.indicator_review.nps_link_people is 'People that have both.';
comment on column merit.indicator_review.raters is 'Of a rated one: supervisors who rated it; merit.rater_review has each.';
comment on column merit.indicator_review.rater_spread is 'Sample standard deviation of the raters'' means, in points.';
comment on column merit.indicator_review.leniency is
    'The rater that is furthest from the mean of all, of those with enough ratings to tell: in standard deviations, positive is lenient.';
comment on column merit.indicator_review.self_gap is 'Mean of the employees'' points less the supervisors'', in points.';
comment on column merit.indicator_review.self_gap_results is 'Results that have both.';
comment on column merit.indicator_review.previous_mean is 'Mean of points / full points in the quarter before, whatever the version.';
comment on column merit.indicator_review.trend is 'Mean less the mean of the quarter before.';
comment on column merit.indicator_review.value is 'Of a measured one: the value over all people and months together, 6 digits.';
comment on column merit.indicator_review.benchmark is 'What the value is held against.';
comment on column merit.indicator_review.benchmark_gap_percent is 'Percent of the benchmark by which the value is better (positive) or worse.';
comment on column merit.indicator_review.benchmark_id is 'Which benchmark.';
comment on column merit.indicator_review.recommendation is
    'The first that holds: too_few, fix_data, raise_target, lower_target_or_train, examine, train_raters, prioritise, keep.';
comment on column merit.indicator_review.figure is 'The column that decided it; null of keep.';
comment on column merit.indicator_review.certainty is
    'clear: the figure''s 95% interval lies beyond the limit; likely: the limit lies within. Null where there is no interval.';
comment on column merit.indicator_review.reason is 'Why.';
comment on column merit.indicator_review.reason_zh is 'The same in Chinese.';
comment on column merit.indicator_review.lacking is 'Why a figure is null: by its column, an object of en and zh.';
comment on column merit.indicator_review.evidence is 'What the figures rest on: limits, 95% intervals, quartiles, raters that stand out.';
comment on column merit.indicator_review.proposal is
    'What accepting it changes in the next version: a piece of a template, taken in as by extends. Null: people act, the template stays.';
comment on column merit.indicator_review.status is 'proposed, then accepted, declined or changed.';
comment on column merit.indicator_review.decision is 'Why it was decided so.';
comment on column merit.indicator_review.decided_by is 'Who decided.';
comment on column merit.indicator_review.decided_at is 'When.';

create table merit.rater_review (
    review_id        bigint  not null,
    template_code    text    not null,
    template_version integer not null,
    indicator        text    not null,
    rater_id         text    not null,
    people           integer not null,
    ratings          integer not null,
    mean             numeric not null,
    difference       numeric not null,
    leniency         numeric,
    spread           numeric,
    stands_out       boolean not null,
    same_for_all     boolean not null,
    primary key (review_id, template_code, template_version, indicator, rater_id),
    foreign key (review_id, template_code, template_version, indicator)
        references merit.indicator_review (review_id, template_code, template_version, indicator)
);

comment on table merit.rater_review is 'How supervisors rated an indicator over a quarter; shown, never used to change a score.';
comment on column merit.rater_review.review_id is 'The review.';
comment on column merit.rater_review.template_code is 'Template of the indicator.';
comment on column merit.rater_review.template_version is 'Its version.';
comment on column merit.rater_review.indicator is 'The rated indicator.';
comment on column merit.rater_review.rater_id is 'Who rated; the supervisor of the result where the evaluation does not say.';
comment on column merit.rater_review.people is 'People that were rated.';
comment on column merit.rater_review.ratings is 'Ratings.';
comment on column merit.rater_review.mean is 'Mean points, 6 digits.';
comment on column merit.rater_review.difference is 'Mean less the mean of all raters'' points.';
comment on column merit.rater_review.leniency is 'The same in standard deviations of all points; positive is lenient. Null where all points are equal.';
comment on column merit.rater_review.spread is 'Sample standard deviation of the rater''s points; null of a single rating.';
comment on column merit.rater_review.stands_out is
    'Whether leniency lies beyond one standard deviation, and beyond three standard errors over at least 5 people.';
comment on column merit.rater_review.same_for_all is
    'Whether at least 5 people all got the same points, though by how others rate that comes about in less than one of 1000 cases.';

create table merit.complaint_theme (
    complaint_theme_id  bigint generated always as identity primary key,
    review_id           bigint       not null references merit.quarter_review,
    category            text         not null,
    root_cause          text         not null default '',
    priority            integer      not null,
    complaints          bigint       not null,
    share_percent       numeric(5,2) not null,
    running_percent     numeric(5,2) not null,
    previous_complaints bigint,
    change_percent      numeric,
    customers           bigint       not null,
    repeats             bigint,
    repeat_percent      numeric(5,2),
    parts_wait_hours    numeric,
    parts_waits         bigint       not null,
    suggestion          text         not null,
    suggestion_zh       text         not null,
    lacking             jsonb        not null,
    template_code       text,
    draft_id            bigint references merit.template on delete set null,
    proposal            jsonb,
    status              text         not null default 'proposed',
    decision            text,
    decided_by          text,
    decided_at          timestamptz,
    unique (review_id, category, root_cause)
);

comment on table merit.complaint_theme is
    'Complaints of a quarter by category and root cause, the most frequent first; what a person decided about each, by UPDATE.';
comment on column merit.complaint_theme.complaint_theme_id is 'Number of the row.';
comment on column merit.complaint_theme.review_id is 'The review.';
comment on column merit.complaint_theme.category is 'Category of the complaints; empty where they have none.';
comment on column merit.complaint_theme.root_cause is 'Their root cause; empty where it is not known.';
comment on column merit.complaint_theme.priority is '1: the most complaints.';
comment on column merit.complaint_theme.complaints is 'How many.';
comment on column merit.complaint_theme.share_percent is 'Percent of all complaints of the quarter.';
comment on column merit.complaint_theme.running_percent is 'The same of this theme and all above it (Pareto).';
comment on column merit.complaint_theme.previous_complaints is 'How many in the quarter before.';
comment on column merit.complaint_theme.change_percent is 'By how many percent they became more; null where there were none before.';
comment on column merit.complaint_theme.customers is 'Customers who complained.';
comment on column merit.complaint_theme.repeats is
    'Complaints that came within 30 days of one by the same customer in the same category; null where the source does not know customers.';
comment on column merit.complaint_theme.repeat_percent is 'Percent of the complaints of known customers.';
comment on column merit.complaint_theme.parts_wait_hours is 'Median wait for parts in the repair reports of their tickets, hours.';
comment on column merit.complaint_theme.parts_waits is 'Reports that it rests on.';
comment on column merit.complaint_theme.suggestion is 'What to change in the service procedure.';
comment on column merit.complaint_theme.suggestion_zh is 'The same in Chinese.';
comment on column merit.complaint_theme.lacking is 'Why a figure is null: by its column, an object of en and zh.';
comment on column merit.complaint_theme.template_code is 'The template of most people it is about, where it is proposed as an indicator.';
comment on column merit.complaint_theme.draft_id is 'The draft of that template with the new indicator; a person may publish it.';
comment on column merit.complaint_theme.proposal is 'The new indicator, as a piece of a template; null where it is not proposed.';
comment on column merit.complaint_theme.status is 'proposed, then accepted, declined or changed.';
comment on column merit.complaint_theme.decision is 'Why it was decided so.';
comment on column merit.complaint_theme.decided_by is 'Who decided.';
comment on column merit.complaint_theme.decided_at is 'When.';

create table merit.quarter_figure (
    review_id   bigint not null references merit.quarter_review,
    measure     text   not null,
    department  text   not null default '',
    target_id   bigint references merit.target,
    value       numeric,
    sample      bigint,
    lacking     text,
    lacking_zh  text,
    constraint quarter_figure_once unique nulls not distinct (review_id, measure, department, target_id),
    check ((value is null) = (lacking is not null))
);
create index quarter_figure_target on merit.quarter_figure (target_id, review_id);

comment on table merit.quarter_figure is 'What a quarter came to, for the company and for each target.';
comment on column merit.quarter_figure.review_id is 'The review.';
comment on column merit.quarter_figure.measure is 'What was measured, as merit.target names it.';
comment on column merit.quarter_figure.department is 'Of which department; empty: of everything in the source.';
comment on column merit.quarter_figure.target_id is 'For which target; null: for the company, with or without one.';
comment on column merit.quarter_figure.value is 'The value, 6 digits.';
comment on column merit.quarter_figure.sample is 'How many rows it rests on.';
comment on column merit.quarter_figure.lacking is 'Why there is no value.';
comment on column merit.quarter_figure.lacking_zh is 'The same in Chinese.';

create function merit.guard_decision() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('the decision on "%s"', coalesce(
        to_jsonb(old) ->> 'indicator', concat_ws(' / ', to_jsonb(old) ->> 'category', nullif(to_jsonb(old) ->> 'root_cause', ''))));
    decided constant text[] := array['status', 'decision', 'decided_by', 'decided_at', 'proposal'];
begin
    if tg_op = 'DELETE' then
        raise exception 'what a review found cannot be deleted'
            using errcode = 'check_violation', hint = 'Decline it, and say why in decision.';
    end if;
    -- A draft that somebody deletes is none any more.
    if to_jsonb(new) - decided - 'draft_id' <> to_jsonb(old) - decided - 'draft_id'
        or new.status = old.status and to_jsonb(new) - 'draft_id' <> to_jsonb(old) - 'draft_id' then
        raise exception 'what a review found does not change'
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'Set status to accepted, declined or changed; decision says why, and proposal, with changed, what instead.';
    end if;
    if new.status = old.status then
        return new;
    end if;
    if old.status <> 'proposed' then
        raise exception '% was made by %; that does not change any more', named, old.decided_by
            using errcode = 'object_not_in_prerequisite_state', hint = 'Ask for another review of the quarter, and decide on that.';
    end if;
    if new.status is null or new.status not in ('accepted', 'declined', 'changed') then
        raise exception '% is not %', named, coalesce('"' || new.status || '"', 'null')
            using errcode = 'check_violation', hint = 'Set status to accepted, declined or changed.';
    end if;
    if not pg_has_role(current_user, 'merit_hr', 'member') then
        raise exception '% is a person''s, not one of %', named, current_user
            using errcode = 'insufficient_privilege', hint = 'Do it as a member of merit_hr.';
    end if;
    if new.status <> 'changed' and new.proposal is distinct from old.proposal then
        raise exception '% does not change what is proposed', named
            using errcode = 'check_violation', hint = 'Set status to changed to put another proposal in its place.';
    end if;
    if new.status in ('declined', 'changed') and btrim(coalesce(new.decision, '')) = '' then
        raise exception '% needs a word', named
            using errcode = 'not_null_violation', hint = 'Set decision, the reason, in the same UPDATE.';
    end if;
    if new.proposal is not null and (jsonb_typeof(new.proposal) <> 'object'
        or exists (select from jsonb_object_keys(new.proposal) k where k not in ('dimensions', 'weights'))) then
        raise exception '%: the proposal is no piece of a template', named
            using errcode = 'check_violation', hint = 'Write {"dimensions": [{"code": …, "indicators": […]}]}, and weights where they change.';
    end if;
    new.decided_by := coalesce(new.decided_by, session_user);
    new.decided_at := clock_timestamp();
    return new;
end
$$;
comment on function merit.guard_decision is 'Keeps what a review found, and what was decided about it.';

create function merit.keep_review() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'merit.% is append-only', tg_table_name
        using errcode = 'object_not_in_prerequisite_state', hint = 'Ask for another review of the quarter.';
end
$$;
comment on function merit.keep_review is 'Refuses to change what a review measured.';

do $$
declare
    kept record;
begin
    for kept in select * from (values
        ('indicator_review', 'indicator_review_id'), ('complaint_theme', 'complaint_theme_id')) t (table_name, key) loop
        execute format('create trigger guard before update or delete on merit.%I for each row execute function merit.guard_decision()',
            kept.table_name);
        execute format('create trigger keep_all before truncate on merit.%I for each statement execute function merit.refuse_truncate()',
            kept.table_name);
        execute format('create trigger record_update after update on merit.%I referencing old table as gone new table as come '
            || 'for each statement execute function merit.record_event(%L, ''draft_id'')', kept.table_name, kept.key);
    end loop;
    for kept in select * from (values ('rater_review'), ('quarter_figure')) t (table_name) loop
        execute format('create trigger keep before update or delete or truncate on merit.%I for each statement execute function merit.keep_review()',
            kept.table_name);
    end loop;
end
$$;

create view merit.current_review as
select distinct on (quarter) *
from merit.quarter_review
where status = 'reviewed'
order by quarter, revision desc;

comment on view merit.current_review is 'The newest review of each quarter.';

-- What was decided in any revision of a quarter stands; where it was decided twice, the later.
create view merit.decision_effect as
with decided as (
    select distinct on (q.quarter, i.template_code, i.indicator) q.quarter, i.template_code, i.indicator, i.template_version, i.title,
        i.title_zh, i.recommendation, i.status, i.decision, i.decided_by, i.decided_at, i.proposal, i.figure,
        (to_jsonb(i) ->> i.figure)::numeric as before, i.mean as mean_before
    from merit.indicator_review i
        join merit.quarter_review q using (review_id)
    where i.status <> 'proposed'
    order by q.quarter, i.template_code, i.indicator, i.decided_at desc
),
decided_theme as (
    select distinct on (q.quarter, t.category, t.root_cause) q.quarter, t.*
    from merit.complaint_theme t
        join merit.quarter_review q using (review_id)
    where t.status <> 'proposed'
    order by q.quarter, t.category, t.root_cause, t.decided_at desc
)
select d.quarter, 'indicator' as about, d.template_code, d.template_version, d.indicator as subject, d.title, d.title_zh,
    d.recommendation, d.status, d.decision, d.decided_by, d.decided_at, d.proposal, d.figure, d.before, d.mean_before,
    next.review_id as next_review_id, next.template_version as version_after, (next.figures ->> d.figure)::numeric as after,
    next.mean as mean_after
from decided d
    left join lateral (
        select n.review_id, i.template_version, i.mean, to_jsonb(i) as figures
        from merit.current_review n
            left join merit.indicator_review i on i.review_id = n.review_id and i.template_code = d.template_code and i.indicator = d.indicator
        where n.quarter = (d.quarter + interval '3 months')::date
        order by i.template_version desc nulls last
        limit 1) next on true
union all
select d.quarter, 'theme', d.template_code, null, concat_ws(' / ', d.category, nullif(d.root_cause, '')),
    concat_ws(' / ', d.category, nullif(d.root_cause, '')), concat_ws(' / ', d.category, nullif(d.root_cause, '')),
    case when d.proposal is null then null else 'new_indicator' end, d.status, d.decision, d.decided_by, d.decided_at, d.proposal,
    'repeat_percent', d.repeat_percent, null, n.review_id, null, t.repeat_percent, null
from decided_theme d
    left join merit.current_review n on n.quarter = (d.quarter + interval '3 months')::date
    left join merit.complaint_theme t on t.review_id = n.review_id and t.category = d.category and t.root_cause = d.root_cause;

comment on view merit.decision_effect is 'What was decided in the review of a quarter, with the figure that decided it then and in the quarter after.';
comment on column merit.decision_effect.quarter is 'The quarter in whose review it was decided.';
comment on column merit.decision_effect.about is 'indicator, or theme of complaints.';
comment on column merit.decision_effect.template_code is 'The template.';
comment on column merit.decision_effect.template_version is 'Its version then.';
comment on column merit.decision_effect.subject is 'Code of the indicator, or category and root cause of the theme.';
comment on column merit.decision_effect.title is 'What people call it.';
comment on column merit.decision_effect.title_zh is 'The same in Chinese.';
comment on column merit.decision_effect.recommendation is 'What was recommended; new_indicator of a theme that was proposed as one.';
comment on column merit.decision_effect.status is 'accepted, declined or changed.';
comment on column merit.decision_effect.decision is 'Why.';
comment on column merit.decision_effect.decided_by is 'Who decided.';
comment on column merit.decision_effect.decided_at is 'When.';
comment on column merit.decision_effect.proposal is 'The piece of a template that it puts into the next version; null: none.';
comment on column merit.decision_effect.figure is 'The column of the review that decided it; null where none did.';
comment on column merit.decision_effect.before is 'That figure then.';
comment on column merit.decision_effect.mean_before is 'Mean of points / full points then.';
comment on column merit.decision_effect.next_review_id is 'The newest review of the quarter after; null while there is none.';
comment on column merit.decision_effect.version_after is 'The newest version of the template in it.';
comment on column merit.decision_effect.after is 'The figure in the quarter after; null while there is none.';
comment on column merit.decision_effect.mean_after is 'Mean of points / full points in the quarter after.';

create view merit.target_progress as
select t.target_id, q.quarter, t.measure, t.department, t.better, coalesce(t.baseline, first.value) as baseline,
    coalesce(t.baseline_on, first.quarter) as baseline_on, t.value as target, t.due_on, f.value as now, f.sample, previous.value as previous,
    gap.now as gap_now, gap.baseline as gap_at_baseline, gap.now <= 0 as met,
    case when gap.now <= 0 then true
        when f.value is not null then gap.now < coalesce(gap.previous, gap.baseline) end as closes,
    -- Null on the first quarter of a target that began without a baseline: nothing to close against yet.
    case when gap.baseline > 0 then round(100 * (gap.baseline - gap.now) / gap.baseline, 2) end as closed_percent,
    f.lacking, f.lacking_zh
from merit.current_review q
    join merit.quarter_figure f on f.review_id = q.review_id
    join merit.target t on t.target_id = f.target_id
    left join lateral (
        select c.quarter, x.value from merit.quarter_figure x join merit.current_review c using (review_id)
        where x.target_id = t.target_id and c.quarter < q.quarter and x.value is not null
        order by c.quarter limit 1) first on true
    left join lateral (
        select x.value from merit.quarter_figure x join merit.current_review c using (review_id)
        where x.target_id = t.target_id and c.quarter < q.quarter and x.value is not null
        order by c.quarter desc limit 1) previous on true
    cross join lateral (
        select case t.better when 'higher' then t.value - f.value else f.value - t.value end as now,
            case t.better when 'higher' then t.value - previous.value else previous.value - t.value end as previous,
            case t.better when 'higher' then t.value - coalesce(t.baseline, first.value)
                else coalesce(t.baseline, first.value) - t.value end as baseline) gap;

comment on view merit.target_progress is 'Targets quarter by quarter: where they began, where they are, whether the gap closes.';
comment on column merit.target_progress.target_id is 'The target.';
comment on column merit.target_progress.quarter is 'First day of the quarter.';
comment on column merit.target_progress.measure is 'What is measured.';
comment on column merit.target_progress.department is 'Whose people; null: everything in the source.';
comment on column merit.target_progress.better is 'Which way is better.';
comment on column merit.target_progress.baseline is 'Where it began: as the target says, else the first quarter that was reviewed.';
comment on column merit.target_progress.baseline_on is 'When that was.';
comment on column merit.target_progress.target is 'What is to be reached.';
comment on column merit.target_progress.due_on is 'Until when.';
comment on column merit.target_progress.now is 'The value in the quarter.';
comment on column merit.target_progress.sample is 'How many rows it rests on.';
comment on column merit.target_progress.previous is 'The value in the reviewed quarter before.';
comment on column merit.target_progress.gap_now is 'What is missing to the target; 0 or less: it is reached.';
comment on column merit.target_progress.gap_at_baseline is 'What was missing at the beginning.';
comment on column merit.target_progress.met is 'Whether the target is reached.';
comment on column merit.target_progress.closes is 'Whether the gap became smaller since the quarter before, or since the baseline; null where nothing is known to compare with.';
comment on column merit.target_progress.closed_percent is 'Percent of the gap at the beginning that is closed.';
comment on column merit.target_progress.lacking is 'Why there is no value.';
comment on column merit.target_progress.lacking_zh is 'The same in Chinese.';

do $$
declare
    described record;
begin
    for described in
        select attname as column_name, col_description('merit.quarter_review'::regclass, attnum) as comment
        from pg_attribute where attrelid = 'merit.quarter_review'::regclass and attnum > 0 and not attisdropped
    loop
        execute format('comment on column merit.current_review.%I is %L', described.column_name, described.comment);
    end loop;
end
$$;

-- Quarters whose three months are scored, and none waits, once each; a later rescoring asks for no other review.
create function merit.review_quarters() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    over record;
begin
    if merit.setting_value('review_quarters') = 0 then
        return;
    end if;
    for over in
        select merit.quarter_start(p.starts_on) as quarter, max(p.time_zone) as time_zone
        from merit.appraisal_period p
        where p.kind = 'month' and p.ends_on > current_date - 366 and p.status <> 'cancelled'
        group by 1
        having count(distinct p.starts_on) filter (where p.revision > 0) = 3 and bool_and(p.status in ('scored', 'closed'))
        order by 1
    loop
        continue when exists (select from merit.quarter_review r where r.quarter = over.quarter and not r.so_far)
            or (clock_timestamp() at time zone over.time_zone)::date < (over.quarter + interval '3 months')::date;
        insert into merit.quarter_review (quarter, time_zone) values (over.quarter, over.time_zone);
        return next row(null, null, null, format('a review of the quarter %s is asked for', over.quarter), false)::merit.duty_note;
    end loop;
end
$$;
comment on function merit.review_quarters is 'Asks for the review of quarters whose months are scored; where the setting review_quarters is 1.';

insert into merit.duty (name, every, note) values
    ('review_quarters', '1 minute', 'Asks for the review of a quarter whose months are scored, where the setting review_quarters is 1.');

grant select on merit.quarter_review, merit.indicator_review, merit.rater_review, merit.complaint_theme, merit.quarter_figure,
    merit.current_review, merit.decision_effect, merit.target_progress to merit_worker, merit_hr;
grant insert (quarter, so_far, time_zone) on merit.quarter_review to merit_hr;
grant update (periods, results, people, remarks, engine_version, data_cutoff) on merit.quarter_review to merit_worker;
grant insert on merit.indicator_review, merit.rater_review, merit.complaint_theme, merit.quarter_figure to merit_worker;
grant update (status, decision, decided_by, proposal) on merit.indicator_review, merit.complaint_theme to merit_hr;
grant update (draft_id) on merit.complaint_theme to merit_worker;
grant insert (code, version, document) on merit.template to merit_worker;
grant execute on function merit.quarter_start, merit.results_between to merit_worker, merit_hr;
grant execute on function merit.review_quarters to merit_worker;
