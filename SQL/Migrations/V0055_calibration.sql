-- Rounds in which several supervisors rate the same results again, none of them seeing what the others say before it is over. No grade is moved
-- by a round: what is agreed on becomes an evaluation of the person's supervisor, and so a revision like any other.

create table merit.calibration (
    calibration_id bigint      generated always as identity primary key,
    period_id      bigint      not null references merit.appraisal_period,
    title          text        not null check (btrim(title) <> '' and length(title) <= 500),
    asked_by       text        not null,
    asked_at       timestamptz not null default clock_timestamp(),
    until          timestamptz not null,
    ended_at       timestamptz
);
create index calibration_period on merit.calibration (period_id);

comment on table merit.calibration is 'Rounds in which supervisors rate a set of results again; opened by merit_api.open_calibration.';
comment on column merit.calibration.calibration_id is 'Number of the round.';
comment on column merit.calibration.period_id is 'The period of the results.';
comment on column merit.calibration.title is 'What the round is called.';
comment on column merit.calibration.asked_by is 'The officer who opened it.';
comment on column merit.calibration.asked_at is 'When.';
comment on column merit.calibration.until is 'Until when answers are taken.';
comment on column merit.calibration.ended_at is 'When the last of those who are asked had answered; null: not all of them have.';

create table merit.calibration_rater (
    calibration_id bigint not null references merit.calibration,
    rater_id       text   not null,
    primary key (calibration_id, rater_id)
);
create index calibration_rater_rater on merit.calibration_rater (rater_id);

comment on table merit.calibration_rater is 'Who is asked in a round; nobody about themselves.';
comment on column merit.calibration_rater.calibration_id is 'The round.';
comment on column merit.calibration_rater.rater_id is 'A supervisor.';

create table merit.calibration_item (
    item_id        bigint      generated always as identity primary key,
    calibration_id bigint      not null references merit.calibration,
    period_id      bigint      not null references merit.appraisal_period,
    employee_id    text        not null,
    indicator      text        not null,
    max_points     numeric     not null,
    supervisor_id  text,
    why            text        not null check (why in ('near_cut', 'rater', 'chosen')),
    agreed_points  numeric,
    reason         text        check (btrim(reason) <> '' and length(reason) <= 10000),
    decided_by     text,
    decided_at     timestamptz,
    evaluation_id  bigint,
    constraint calibration_item_once unique (calibration_id, employee_id, indicator),
    check (num_nonnulls(agreed_points, reason, decided_by, decided_at, evaluation_id) in (0, 5))
);
create index calibration_item_employee on merit.calibration_item (employee_id, period_id);
create index calibration_item_period on merit.calibration_item (period_id);

comment on table merit.calibration_item is 'What is rated again in a round: a rated indicator of a result; and what was agreed on.';
comment on column merit.calibration_item.item_id is 'Number of the row.';
comment on column merit.calibration_item.calibration_id is 'The round.';
comment on column merit.calibration_item.period_id is 'Its period.';
comment on column merit.calibration_item.employee_id is 'Whose result.';
comment on column merit.calibration_item.indicator is 'Code of the rated indicator.';
comment on column merit.calibration_item.max_points is 'Its full points.';
comment on column merit.calibration_item.supervisor_id is 'The supervisor of the result.';
comment on column merit.calibration_item.why is
    'near_cut: the total lay near a grade''s bound; rater: the supervisor stood out in the newest quarter''s review; chosen: neither.';
comment on column merit.calibration_item.agreed_points is 'What was agreed on.';
comment on column merit.calibration_item.reason is 'Why.';
comment on column merit.calibration_item.decided_by is 'The supervisor whose evaluation it became.';
comment on column merit.calibration_item.decided_at is 'When.';
comment on column merit.calibration_item.evaluation_id is 'The evaluation.';

create table merit.calibration_answer (
    answer_id      bigint      generated always as identity primary key,
    calibration_id bigint      not null references merit.calibration,
    period_id      bigint      not null references merit.appraisal_period,
    employee_id    text        not null,
    indicator      text        not null,
    rater_id       text        not null,
    points         numeric     not null check (points between 0 and 100 and scale(trim_scale(points)) <= 12),
    words          text        check (length(words) <= 10000),
    answered_at    timestamptz not null default clock_timestamp(),
    constraint calibration_answer_once unique (calibration_id, employee_id, indicator, rater_id)
);
create index calibration_answer_period on merit.calibration_answer (period_id);

comment on table merit.calibration_answer is
    'What supervisors say in a round. Nobody but its author sees an answer before the round is over; merit.calibration_given shows them then.';
comment on column merit.calibration_answer.answer_id is 'Number of the answer.';
comment on column merit.calibration_answer.calibration_id is 'The round.';
comment on column merit.calibration_answer.period_id is 'Its period.';
comment on column merit.calibration_answer.employee_id is 'Whom it is about.';
comment on column merit.calibration_answer.indicator is 'Code of the rated indicator.';
comment on column merit.calibration_answer.rater_id is 'Whose answer it is.';
comment on column merit.calibration_answer.points is 'The points.';
comment on column merit.calibration_answer.words is 'Words beside them.';
comment on column merit.calibration_answer.answered_at is 'When it was given last.';

-- By the beginning of the transaction that looks: whoever gives the last answer does not see the others' and takes their own back.
create function merit.is_over(ended_at timestamptz, until timestamptz) returns boolean
    language sql stable
    return coalesce(ended_at < now(), false) or until <= now();
comment on function merit.is_over is 'Whether a round of calibration is over: all had answered, or the time was up, before the transaction began.';

-- The trail says that somebody answered, and not what.
create function merit.record_answer() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.event (person, table_name, key, action, after)
    values (merit.viewer(), 'calibration_answer', new.answer_id::text, lower(tg_op), to_jsonb(new) - 'points' - 'words');
    return null;
end
$$;
comment on function merit.record_answer is 'Records in merit.event that somebody answered in a round of calibration, without what they said.';

-- At the end of the transaction: whoever holds one open does not wait for what the others said, and takes their own back then.
create function merit.answer_in_time() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if clock_timestamp() >= (select c.until from merit.calibration c where c.calibration_id = new.calibration_id) then
        raise exception 'the time of round % is up', new.calibration_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'What counts is when the answer is committed.';
    end if;
    return null;
end
$$;
comment on function merit.answer_in_time is 'Refuses an answer in a round of calibration that is committed when the time is up.';

create function merit.keep_answer() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'DELETE' or exists (
        select from merit.calibration c
        where c.calibration_id = old.calibration_id and (c.ended_at is not null or c.until <= clock_timestamp())) then
        raise exception 'an answer in round % of calibration stays as it is', old.calibration_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'Whoever gave it changes it until the round is over.';
    end if;
    return new;
end
$$;
comment on function merit.keep_answer is 'Keeps answers of rounds of calibration that are over.';

create trigger keep before update or delete on merit.calibration_answer for each row execute function merit.keep_answer();
create trigger record_answer after insert or update on merit.calibration_answer for each row execute function merit.record_answer();
create constraint trigger in_time after insert or update on merit.calibration_answer
    deferrable initially deferred for each row execute function merit.answer_in_time();

do $$
declare
    recorded record;
    way record;
begin
    for recorded in
        select * from (values
            ('calibration', 'calibration_id'), ('calibration_rater', 'calibration_id'), ('calibration_item', 'item_id'),
            ('calibration_answer', null)
        ) t (table_name, key)
    loop
        execute format('create trigger keep_all before truncate on merit.%I for each statement execute function merit.refuse_truncate()',
            recorded.table_name);
        for way in
            select * from (values
                ('insert', 'new table as come'), ('update', 'old table as gone new table as come'), ('delete', 'old table as gone')
            ) w (action, tables)
            where recorded.key is not null
        loop
            execute format('create trigger record_%s after %s on merit.%I referencing %s for each statement execute function merit.record_event(%L)',
                way.action, way.action, recorded.table_name, way.tables, recorded.key);
        end loop;
    end loop;
end
$$;

create view merit.calibration_given as
select a.calibration_id, a.period_id, p.label as period, a.employee_id, a.indicator, i.max_points, a.rater_id, a.points, a.words, a.answered_at
from merit.calibration c
    join merit.calibration_answer a using (calibration_id)
    join merit.calibration_item i
        on i.calibration_id = a.calibration_id and i.employee_id = a.employee_id and i.indicator = a.indicator
    join merit.appraisal_period p on p.period_id = a.period_id
where coalesce(c.ended_at < now(), false) or c.until <= now();

comment on view merit.calibration_given is 'What supervisors said in rounds of calibration that are over.';
comment on column merit.calibration_given.calibration_id is 'The round.';
comment on column merit.calibration_given.period_id is 'Its period.';
comment on column merit.calibration_given.period is 'Label of the period.';
comment on column merit.calibration_given.employee_id is 'Whom it is about.';
comment on column merit.calibration_given.indicator is 'Code of the rated indicator.';
comment on column merit.calibration_given.max_points is 'Its full points.';
comment on column merit.calibration_given.rater_id is 'Who says so.';
comment on column merit.calibration_given.points is 'The points.';
comment on column merit.calibration_given.words is 'Words beside them.';
comment on column merit.calibration_given.answered_at is 'When it was given last.';

create function merit.alignment(points numeric, other numeric, max_points numeric) returns numeric
    language sql immutable
    return 100 - 100 * abs(points - other) / nullif(max_points, 0);
comment on function merit.alignment is 'How far two who rated the same agree, in percent of the full points: 10 and 7 of 15 are 80.';

create view merit.calibration_alignment as
select one.calibration_id, one.period_id, one.period, one.indicator, one.rater_id, other.rater_id as other_id, count(*) as results,
    round(avg(merit.alignment(one.points, other.points, one.max_points)), 2) as alignment
from merit.calibration_given one
    join merit.calibration_given other
        on other.calibration_id = one.calibration_id and other.employee_id = one.employee_id and other.indicator = one.indicator
            and other.rater_id > one.rater_id
group by one.calibration_id, one.period_id, one.period, one.indicator, one.rater_id, other.rater_id;

comment on view merit.calibration_alignment is 'How far supervisors agreed in rounds of calibration that are over, two by two.';
comment on column merit.calibration_alignment.calibration_id is 'The round.';
comment on column merit.calibration_alignment.period_id is 'Its period.';
comment on column merit.calibration_alignment.period is 'Label of the period.';
comment on column merit.calibration_alignment.indicator is 'Code of the rated indicator.';
comment on column merit.calibration_alignment.rater_id is 'One of them.';
comment on column merit.calibration_alignment.other_id is 'The other one.';
comment on column merit.calibration_alignment.results is 'Results that both rated again.';
comment on column merit.calibration_alignment.alignment is 'Mean of 1 − |a − b| / full points, in percent, 2 digits.';

-- Who may see what of a round: whoever sees the result, and whoever is asked; about oneself nobody sees anything. From what somebody sees and from
-- the rounds that they are asked in, and never from the person who is asked about: what is read for an answer says nothing of whether a
-- colleague is rated again.
create function merit.calibration_reach(asking text, of_period bigint, of_employee text)
    returns table (item_id bigint, standing text, is_asked boolean)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    with seen as materialized (
        select r.period_id, r.employee_id, r.standing from merit.reach(asking, of_period, of_employee) r where r.standing <> 'person'
    ), asked as materialized (
        select r.calibration_id from merit.calibration_rater r where r.rater_id = asking
    )
    select found.item_id, coalesce(max(found.standing), 'rater'), bool_or(found.is_asked)
    from (
        select i.item_id, seen.standing, false as is_asked
        from seen
            cross join lateral (
                select one.item_id from merit.calibration_item one
                where one.employee_id = seen.employee_id and one.period_id = seen.period_id offset 0) i
        union all
        select i.item_id, null, true
        from asked
            cross join lateral (
                select one.item_id, one.period_id, one.employee_id from merit.calibration_item one
                where one.calibration_id = asked.calibration_id offset 0) i
        where i.employee_id <> asking and (of_period is null or i.period_id = of_period)
            and (of_employee is null or i.employee_id = of_employee)
    ) found
    group by found.item_id
$$;
comment on function merit.calibration_reach is
    'What of rounds of calibration somebody may see, as whom (supervisor, hr, auditor, rater), and whether they are asked.';

create function merit_api.calibrations(of_period text default null, of_employee text default null)
    returns table (
        calibration_id bigint, title text, period text, employee_id text, name text, standing text, indicator text, max_points numeric,
        why text, until timestamptz, is_over boolean, is_asked boolean, raters bigint, answered bigint, own_points numeric, own_words text,
        agreed_points numeric, reason text, decided_by text, decided_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with viewer as materialized (
        select merit.viewer() as id
    ), seen as materialized (
        select r.* from viewer cross join lateral merit.calibration_reach(viewer.id, merit.period_of(of_period), of_employee) r
    )
    select c.calibration_id, c.title, p.label, i.employee_id, n.name, seen.standing, i.indicator, i.max_points,
        -- That a total lies near a bound is the matter of whoever sees the total; whose points stood out, of whoever sees everyone.
        case
            when seen.standing = 'rater' then null
            when i.why = 'rater' and not merit.sees_everyone(viewer.id) then 'chosen'
            else i.why end, c.until, merit.is_over(c.ended_at, c.until), seen.is_asked,
        (select count(*) from merit.calibration_rater r where r.calibration_id = i.calibration_id and r.rater_id <> i.employee_id),
        (
            select count(*) from merit.calibration_answer a
            where a.calibration_id = i.calibration_id and a.employee_id = i.employee_id and a.indicator = i.indicator),
        own.points, own.words, i.agreed_points, i.reason, i.decided_by, i.decided_at
    from seen
        cross join viewer
        join merit.calibration_item i on i.item_id = seen.item_id
        join merit.calibration c on c.calibration_id = i.calibration_id
        join merit.appraisal_period p on p.period_id = i.period_id
        left join merit.newest_result n on n.period_id = i.period_id and n.employee_id = i.employee_id
        left join merit.calibration_answer own
            on own.calibration_id = i.calibration_id and own.employee_id = i.employee_id and own.indicator = i.indicator
                and own.rater_id = viewer.id
    order by c.calibration_id, i.employee_id, i.indicator
$$;
comment on function merit_api.calibrations is
    'What is rated again in rounds of calibration that you are asked in, or that are about results that you see; with your own answers, and what was agreed on.';

create function merit_api.calibration_answers(of_period text default null, of_employee text default null)
    returns table (
        calibration_id bigint, period text, employee_id text, standing text, indicator text, max_points numeric, rater_id text, points numeric,
        words text, answered_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with viewer as materialized (
        select merit.viewer() as id
    ), seen as materialized (
        select r.* from viewer cross join lateral merit.calibration_reach(viewer.id, merit.period_of(of_period), of_employee) r
    )
    select c.calibration_id, p.label, i.employee_id, seen.standing, i.indicator, i.max_points, a.rater_id, a.points, a.words, a.answered_at
    from seen
        cross join viewer
        join merit.calibration_item i on i.item_id = seen.item_id
        join merit.calibration c on c.calibration_id = i.calibration_id
        join merit.appraisal_period p on p.period_id = i.period_id
        join merit.calibration_answer a
            on a.calibration_id = i.calibration_id and a.employee_id = i.employee_id and a.indicator = i.indicator
    where a.rater_id = viewer.id or merit.is_over(c.ended_at, c.until)
    order by c.calibration_id, i.employee_id, i.indicator, a.rater_id
$$;
comment on function merit_api.calibration_answers is
    'Answers in rounds of calibration: your own; once the round is over those of all, where you were asked too, or see the result.';

create function merit_api.calibration_alignments(of_period text default null, of_employee text default null)
    returns table (calibration_id bigint, period text, indicator text, rater_id text, other_id text, results bigint, alignment numeric)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with given as materialized (
        select g.* from merit_api.calibration_answers(of_period, of_employee) g
    )
    select one.calibration_id, one.period, one.indicator, one.rater_id, other.rater_id, count(*),
        round(avg(merit.alignment(one.points, other.points, one.max_points)), 2)
    from given one
        join given other
            on other.calibration_id = one.calibration_id and other.employee_id = one.employee_id and other.indicator = one.indicator
                and other.rater_id > one.rater_id
    group by one.calibration_id, one.period, one.indicator, one.rater_id, other.rater_id
    order by one.calibration_id, one.indicator, one.rater_id, other.rater_id
$$;
comment on function merit_api.calibration_alignments is
    'How far supervisors agreed in rounds of calibration that are over, two by two, over the answers that you see.';

-- Supervisors who stood out in the newest review, by how far.
create function merit.raters_who_stand_out() returns table (rater_id text, leniency numeric)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select distinct on (r.rater_id) r.rater_id, r.leniency
    from merit.rater_review r
    where r.stands_out and r.review_id = (
        select q.review_id from merit.quarter_review q where q.status = 'reviewed' order by q.quarter desc, q.revision desc limit 1)
    order by r.rater_id, abs(r.leniency) desc nulls last, r.leniency
$$;
comment on function merit.raters_who_stand_out is 'Supervisors who stood out in the newest review of a quarter, and how lenient they were at most.';

create function merit_api.calibration_candidates(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, name text, department text, supervisor_id text, total numeric, grade text, why text,
        leniency numeric, rounds bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select p.label, r.employee_id, r.name, r.department, r.supervisor_id, r.total, r.grade,
        case when r.near_cut then 'near_cut' when out.rater_id is not null then 'rater' end, out.leniency,
        (
            select count(distinct i.calibration_id) from merit.calibration_item i
            where i.period_id = r.period_id and i.employee_id = r.employee_id)
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.result one
            where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
        join merit.appraisal_period p on p.period_id = r.period_id
        -- The quarter's review names raters to whoever sees everyone.
        left join merit.raters_who_stand_out() out on out.rater_id = r.supervisor_id and merit.sees_everyone(merit.viewer())
    where seen.standing = 'hr' and r.status = 'scored' and p.status <> 'closed'
        and not exists (select from merit.delivery d where d.period_id = r.period_id and d.employee_id = r.employee_id)
    order by p.starts_on, p.label, r.near_cut desc, abs(out.leniency) desc nulls last, r.employee_id
$$;
comment on function merit_api.calibration_candidates is
    'Results that you may have rated again, because they are scored and not delivered: near a cut first, then those of supervisors who stand out.';

create function merit_api.open_calibration(
    of_period text, people text[], raters text[], until timestamptz, title text, indicators text[] default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.period_of(of_period);
    opened bigint;
begin
    if coalesce(cardinality(people), 0) not between 1 and 1000 or exists (
        select from unnest(people) person
        where person is null or not merit.is_officer(viewer, 'hr', chosen, person)
            or not exists (
                select from merit.newest_result n where n.period_id = chosen and n.employee_id = person and n.status = 'scored')
            or exists (select from merit.delivery d where d.period_id = chosen and d.employee_id = person)) then
        perform merit.refuse(format('set of results in period "%s" that you may have rated again', of_period));
    end if;
    if exists (select from merit.appraisal_period p where p.period_id = chosen and p.status = 'closed') then
        raise exception 'period "%" is closed; its evaluations cannot change', of_period
            using errcode = 'object_not_in_prerequisite_state', hint = 'Reopen the period first, with a reason.';
    end if;
    if coalesce(cardinality(raters), 0) not between 2 and 50 or exists (
        select from unnest(raters) rater
        where rater is null or not exists (
            select from merit.newest_result n
                join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
            where n.period_id = chosen and r.supervisor_id = rater)
            and not exists (select from merit.supervision s where s.supervisor_id = rater)) then
        raise exception 'a round asks 2 to 50 supervisors of period "%"', of_period
            using errcode = 'check_violation', hint = 'Name them by their ids, as supervisor_id of results has them.';
    end if;
    if exists (
        select from unnest(people) person
        where (select count(distinct rater) from unnest(raters) rater where rater <> person) < 2) then
        raise exception 'about somebody in the set fewer than two supervisors would be asked, since nobody is asked about themselves'
            using errcode = 'check_violation', hint = 'Ask one more.';
    end if;
    if open_calibration.until is null or open_calibration.until <= clock_timestamp()
        or open_calibration.until > clock_timestamp() + interval '92 days' then
        raise exception 'a round ends within 92 days from now'
            using errcode = 'check_violation', hint = 'It ends earlier once all have answered.';
    end if;
    insert into merit.calibration (period_id, title, asked_by, until)
    values (chosen, open_calibration.title, viewer, open_calibration.until)
    returning calibration_id into opened;
    insert into merit.calibration_rater (calibration_id, rater_id) select distinct opened, rater from unnest(raters) rater;
    insert into merit.calibration_item (calibration_id, period_id, employee_id, indicator, max_points, supervisor_id, why)
    select distinct opened, r.period_id, r.employee_id, s.indicator, s.max_points, r.supervisor_id,
        case when r.near_cut then 'near_cut' when out.rater_id is not null then 'rater' else 'chosen' end
    from unnest(people) person
        join merit.newest_result n on n.period_id = chosen and n.employee_id = person
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        join merit.indicator_score s
            on s.period_id = r.period_id and s.employee_id = r.employee_id and s.revision = r.revision and s.kind = 'rated'
        left join merit.raters_who_stand_out() out on out.rater_id = r.supervisor_id
    where indicators is null or s.indicator = any (indicators);
    if exists (
        select from unnest(people) person
        where not exists (select from merit.calibration_item i where i.calibration_id = opened and i.employee_id = person)) then
        raise exception 'somebody in the set has no such rated indicator'
            using errcode = 'check_violation', hint = 'merit_api.indicator_score has the kind rated; leave indicators out for all of them.';
    end if;
    return opened;
end
$$;
comment on function merit_api.open_calibration is
    'Has supervisors rate results again that are scored and not delivered, of people towards whom you have the duty hr, until an instant; returns the number of the round.';

create function merit_api.rate_again(
    calibration bigint, of_employee text, indicator text, points numeric, words text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    round merit.calibration;
    most numeric;
begin
    -- One after the other, so that one of them is the last.
    select c.* into round from merit.calibration c where c.calibration_id = rate_again.calibration and exists (
        select from merit.calibration_rater r where r.calibration_id = c.calibration_id and r.rater_id = viewer)
    for no key update;
    select i.max_points into most
    from merit.calibration_item i
    where i.calibration_id = round.calibration_id and i.employee_id = of_employee and i.indicator = rate_again.indicator
        and i.employee_id <> viewer;
    if most is null then
        perform merit.refuse(format('indicator "%s" of "%s" that you are asked about in round %s', rate_again.indicator, of_employee, rate_again.calibration));
    end if;
    if round.ended_at is not null or round.until <= clock_timestamp() then
        raise exception 'round % is over', rate_again.calibration
            using errcode = 'object_not_in_prerequisite_state', hint = 'Agree on it with the others; the supervisor enters what is agreed on.';
    end if;
    if rate_again.points is null or not rate_again.points between 0 and most then
        raise exception 'points are a number from 0 to %', most::double precision
            using errcode = 'check_violation', hint = 'Give them as the levels of the indicator say.';
    end if;
    insert into merit.calibration_answer (calibration_id, period_id, employee_id, indicator, rater_id, points, words)
    values (round.calibration_id, round.period_id, of_employee, rate_again.indicator, viewer, rate_again.points, rate_again.words)
    on conflict on constraint calibration_answer_once
        do update set points = excluded.points, words = excluded.words, answered_at = clock_timestamp();
    update merit.calibration c set ended_at = clock_timestamp()
    where c.calibration_id = round.calibration_id and not exists (
        select from merit.calibration_item i
            join merit.calibration_rater r on r.calibration_id = i.calibration_id and r.rater_id <> i.employee_id
        where i.calibration_id = c.calibration_id and not exists (
            select from merit.calibration_answer a
            where a.calibration_id = i.calibration_id and a.employee_id = i.employee_id and a.indicator = i.indicator
                and a.rater_id = r.rater_id));
end
$$;
comment on function merit_api.rate_again is
    'Gives your points for somebody''s indicator in a round of calibration that you are asked in; again changes them, until the round is over.';

create function merit_api.agree(
    calibration bigint, of_employee text, indicator text, points numeric, reason text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    item merit.calibration_item;
    given bigint;
begin
    select i.* into item
    from merit.calibration_item i
        join merit.calibration c on c.calibration_id = i.calibration_id
    where i.calibration_id = agree.calibration and i.employee_id = of_employee and i.indicator = agree.indicator
        and merit.is_over(c.ended_at, c.until) and merit.is_supervisor(viewer, i.period_id, i.employee_id)
        -- The supervisor's own evaluation is what it becomes, not one more from above.
        and viewer in (i.supervisor_id, (merit.today(i.employee_id)).supervisor_id)
    for no key update of i;
    if not found then
        perform merit.refuse(format('indicator "%s" of "%s" for you to agree on in round %s, or it is not over', agree.indicator, of_employee, agree.calibration));
    end if;
    if exists (select from merit.delivery d where d.period_id = item.period_id and d.employee_id = of_employee) then
        perform merit.refuse(format('result of "%s" that is not delivered; an appeal that is upheld changes it', of_employee));
    end if;
    if agree.points is null or not agree.points between 0 and item.max_points then
        raise exception 'points are a number from 0 to %', item.max_points::double precision
            using errcode = 'check_violation', hint = 'Give them as the levels of the indicator say.';
    end if;
    if coalesce(btrim(agree.reason), '') = '' then
        raise exception 'what is agreed on takes a reason' using errcode = 'not_null_violation', hint = 'Say what was talked about.';
    end if;
    insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
    values (item.period_id, of_employee, 'supervisor', viewer, agree.indicator, agree.points, 'calibration: ' || agree.reason)
    on conflict on constraint evaluation_given_once
        do update set points = excluded.points, comment = excluded.comment, submitted_at = clock_timestamp()
    returning evaluation_id into given;
    update merit.calibration_item i
    set agreed_points = agree.points, reason = agree.reason, decided_by = viewer, decided_at = clock_timestamp(), evaluation_id = given
    where i.item_id = item.item_id;
end
$$;
comment on function merit_api.agree is
    'Enters what was agreed on in a round of calibration that is over, as your evaluation of somebody whose supervisor you are, with a reason.';

do $$
declare
    shown record;
    described record;
begin
    for shown in
        select * from (values
            ('calibration', 'calibrations', 'merit.calibration_item'), ('calibration_answer', 'calibration_answers', 'merit.calibration_answer'),
            ('calibration_alignment', 'calibration_alignments', 'merit.calibration_alignment'),
            ('calibration_candidate', 'calibration_candidates', 'merit.result')
        ) s (view_name, function_name, table_name)
    loop
        execute format('create view merit_api.%I with (security_barrier) as select * from merit_api.%I()', shown.view_name, shown.function_name);
        execute format('comment on view merit_api.%I is %L', shown.view_name,
            obj_description(('merit_api.' || shown.function_name)::regproc, 'pg_proc'));
        for described in
            select v.attname as name, coalesce(
                case v.attname
                    when 'period' then 'Label of the period.'
                    when 'title' then 'What the round is called.'
                    when 'name' then 'The person''s name.'
                    when 'standing' then 'As whom you see it: supervisor, hr, auditor; rater: because you are asked.'
                    when 'until' then 'Until when answers are taken.'
                    when 'is_over' then 'Whether all had answered, or the time is up.'
                    when 'is_asked' then 'Whether you are asked.'
                    when 'raters' then 'How many are asked.'
                    when 'answered' then 'How many of them have answered.'
                    when 'own_points' then 'Your own points.'
                    when 'own_words' then 'Your own words.'
                    when 'max_points' then 'Full points of the indicator.'
                    when 'leniency' then 'How lenient the supervisor was in the newest review, where they stood out; negative: strict.'
                    when 'rounds' then 'In how many rounds the result is already.'
                    when 'why' then case shown.view_name
                        when 'calibration_candidate' then 'near_cut: the total lies near a grade''s bound; rater: the supervisor stands out; null: neither.'
                        else 'Why the result is in the set: near_cut, rater, chosen; null for whoever is asked and does not see the result.' end
                end,
                col_description(t.attrelid, t.attnum)) as comment
            from pg_attribute v
                left join pg_attribute t on t.attrelid = shown.table_name::regclass and t.attname = v.attname
            where v.attrelid = ('merit_api.' || shown.view_name)::regclass and v.attnum > 0
        loop
            execute format('comment on column merit_api.%I.%I is %L', shown.view_name, described.name, described.comment);
        end loop;
        execute format('grant select on merit_api.%I to merit_person', shown.view_name);
        execute format('grant execute on function merit_api.%I to merit_person', shown.function_name);
    end loop;
end
$$;

grant execute on function merit_api.open_calibration, merit_api.rate_again, merit_api.agree to merit_person;
grant select on merit.calibration, merit.calibration_rater, merit.calibration_item, merit.calibration_given, merit.calibration_alignment to merit_hr;
grant execute on function merit.alignment to merit_hr;
