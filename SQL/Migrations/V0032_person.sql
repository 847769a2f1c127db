-- What people see. Each function runs with its owner's rights and gives the rows that merit.viewer() may see; each view is such a function
-- for everything. Conditions of the reader are applied to these rows, never to what lies below, so that no function of the reader's, no
-- plan, no estimate and no time that it takes says anything about other rows. Whoever may see much names period and person as arguments.
-- Rows are looked up one by one (offset 0): the planner takes a function's few rows for many. They come in an order of their own, not in
-- that in which they happen to lie among others.

-- What changed tells, beside what stood before, of whoever came meanwhile: what peers said is never in it for the person, and what stands
-- beside a mean for nobody but whoever sees everyone.
create function merit.shown_change(changed jsonb, is_own boolean) returns jsonb
    language sql immutable set search_path = pg_catalog, pg_temp
as $$
    select case when is_own then changed #- '{result,peer_score}' else changed end || jsonb_build_object('indicators', (
        select coalesce(jsonb_object_agg(key, value - array['raw_value', 'numerator', 'denominator']
            - case when is_own and value ? 'peer_points' then array['peer_points', 'points', 'band'] else '{}' end), '{}')
        from jsonb_each(changed -> 'indicators')))
    where changed is not null
$$;
comment on function merit.shown_change is 'What changed in a result, as the person it is about, or whoever sees some people, may read it.';

create function merit.has_few_peers(of_period bigint, of_employee text, of_indicator text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select count(*) = 0 or min(given.raters) < 3
    from (
        select count(distinct e.rater_id) as raters
        from merit.evaluation e
        where e.period_id = of_period and e.employee_id = of_employee and e.source = 'peer' and e.points is not null and e.problem is null
            and (of_indicator is null or e.indicator = of_indicator)
        group by e.indicator
    ) given
$$;
comment on function merit.has_few_peers is
    'Whether fewer than three peers rated a person in an indicator, or, without one, in any: then their mean is not shown to that person.';

create function merit.sees_everyone(asking text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select exists (select from merit.officer where employee_id = asking and department is null and duty in ('hr', 'auditor'))
$$;
comment on function merit.sees_everyone is 'Whether somebody sees the results of all people.';

-- Whoever sees what was measured of some people, and what counts once it was set against the mean, knows the mean of all, and so what the
-- others have together. Where these are fewer than five, what was measured is not shown.
create function merit.telling_means(asking text, of_period bigint) returns table (period_id bigint, template_code text, indicator text)
    language plpgsql stable rows 5 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    if asking is null or merit.sees_everyone(asking) then
        return;
    end if;
    return query
        with mean as materialized (
            select u.period_id, m.template_code, m.indicator, min(m.people) as people
            from merit.run u join merit.peer_mean m on m.run_id = u.run_id
            where of_period is null or u.period_id = of_period
            group by u.period_id, m.template_code, m.indicator
        ), seen as materialized (
            select r.period_id, r.employee_id, r.revision from merit.reach(asking, of_period, null) r
            where r.period_id in (select mean.period_id from mean)
        ), known as materialized (
            select s.period_id, r.template_code, s.indicator, count(*) as people
            from seen
                cross join lateral (
                    select one.template_code from merit.result one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
                cross join lateral (
                    select one.period_id, one.indicator from merit.indicator_score one
                    where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision
                        and one.raw_value is not null offset 0) s
            group by s.period_id, r.template_code, s.indicator
        )
        select mean.period_id, mean.template_code, mean.indicator
        from mean left join known
            on known.period_id = mean.period_id and known.template_code = mean.template_code and known.indicator = mean.indicator
        where mean.people < 5 or known.people > 1 and mean.people - known.people between 1 and 4;
end
$$;
comment on function merit.telling_means is
    'Indicators whose mean, beside what somebody may see, would tell about one to four others.';

create or replace function merit_api.results(of_period text default null, of_employee text default null)
    returns table (
        period text, starts_on date, ends_on date, employee_id text, name text, department text, post text, supervisor_id text,
        standing text, revision integer, template_code text, template_version integer, days_employed integer, days_on_leave integer,
        status text, reason text, reason_zh text, self_score numeric, supervisor_score numeric, peer_score numeric, data_score numeric,
        total numeric, grade text, coefficient numeric, coverage numeric, near_cut boolean, rank_in_department bigint, nps numeric,
        nps_margin numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint, changed jsonb)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select p.label, p.starts_on, p.ends_on, r.employee_id, r.name, r.department, r.post, r.supervisor_id, seen.standing, r.revision,
        r.template_code, r.template_version, r.days_employed, r.days_on_leave, r.status, r.reason, r.reason_zh, r.self_score,
        r.supervisor_score, case when not hides.peers then r.peer_score end, r.data_score, r.total, r.grade, r.coefficient, r.coverage,
        r.near_cut,
        -- In a department of few a rank is a colleague's too.
        case when seen.standing <> 'person' or exists (
            select from merit.department_figure f
            where f.period_id = r.period_id and f.department is not distinct from r.department and not f.is_other)
            then (
                select n.rank_in_department from merit.newest_result n
                where n.period_id = r.period_id and n.employee_id = r.employee_id and n.revision = r.revision) end,
        r.nps, r.nps_margin, r.nps_responses, r.satisfaction, r.satisfaction_responses,
        case when seen.standing = 'person' then merit.shown_change(r.changed, true)
            when merit.sees_everyone(merit.viewer()) then r.changed else merit.shown_change(r.changed, false) end
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.result one
            where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
        join merit.appraisal_period p on p.period_id = r.period_id
        cross join lateral (
            select case when seen.standing = 'person' then merit.has_few_peers(r.period_id, r.employee_id, null) else false end as peers) hides
    order by p.starts_on, p.label, r.employee_id
$$;
comment on function merit_api.results is
    'Results that you may see: your own, once delivered; of people whose supervisor you are; of those towards whom you have a duty.';

create or replace function merit_api.indicator_scores(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, dimension text, indicator text, kind text, state text,
        value numeric, raw_value numeric, numerator numeric, denominator numeric, sample bigint, band text, points numeric,
        max_points numeric, self_points numeric, supervisor_points numeric, peer_points numeric, appeal_id bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with telling as materialized (
        select * from merit.telling_means(merit.viewer(), merit.period_of(of_period))
    )
    select p.label, s.employee_id, seen.standing, s.revision, s.dimension, s.indicator, s.kind, s.state, s.value,
        case when not hides.mean then s.raw_value end, case when not hides.mean then s.numerator end,
        case when not hides.mean then s.denominator end, s.sample,
        case when not (hides.peers and s.peer_points is not null) then s.band end,
        case when not (hides.peers and s.peer_points is not null) then s.points end,
        s.max_points, s.self_points, s.supervisor_points, case when not hides.peers then s.peer_points end, s.appeal_id
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.result one
            where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
        cross join lateral (
            select * from merit.indicator_score one
            where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) s
        join merit.appraisal_period p on p.period_id = s.period_id
        cross join lateral (
            select
                case when seen.standing = 'person' and s.kind = 'rated' then merit.has_few_peers(s.period_id, s.employee_id, s.indicator)
                    else false end as peers,
                exists (
                    select from telling t
                    where t.period_id = s.period_id and t.template_code = r.template_code and t.indicator = s.indicator) as mean) hides
    order by p.starts_on, p.label, s.employee_id, s.dimension, s.indicator
$$;
comment on function merit_api.indicator_scores is 'Indicators of the results that you may see.';

create or replace function merit_api.evaluations(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, source text, rater_id text, indicator text, points numeric, comment text,
        submitted_at timestamptz, problem text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
    auditor constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'auditor') d);
    everywhere constant text := case when array_position(hr, null) is not null then 'hr'
        when array_position(auditor, null) is not null then 'auditor' end;
    own_first constant boolean := merit.setting_value('own_rating_first') = 1;
begin
    if viewer is null then
        return;
    end if;
    return query
        select p.label, e.employee_id, 'person'::text, e.source, e.rater_id, e.indicator, e.points, e.comment, e.submitted_at, e.problem
        from merit.appraisal_period p
            cross join lateral (
                select * from merit.evaluation one where one.period_id = p.period_id and one.employee_id = viewer offset 0) e
        where (chosen is null or p.period_id = chosen) and (of_employee is null or of_employee = viewer)
            and (e.source = 'self' or e.source = 'supervisor' and exists (
                select from merit.delivery d where d.employee_id = viewer and d.period_id = p.period_id))
        order by p.starts_on, p.label, e.source, e.indicator, e.points, e.comment;
    if everywhere is not null then
        return query
            select p.label, e.employee_id, everywhere, e.source, e.rater_id, e.indicator, e.points, e.comment, e.submitted_at, e.problem
            from merit.appraisal_period p
                join merit.evaluation e on e.period_id = p.period_id
            where (chosen is null or p.period_id = chosen) and (of_employee is null or e.employee_id = of_employee)
                and e.employee_id <> viewer
            order by p.starts_on, p.label, e.employee_id, e.source, e.indicator, e.points, e.comment;
        return;
    end if;
    return query
        with scored as (
            select r.period_id, r.employee_id, r.standing, true as is_scored
            from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
        ), pair as (
            select * from scored
            union all
            -- Periods in which the person has no result yet.
            select p.period_id, member.employee_id, 'supervisor', false
            from merit.team(viewer) member
                cross join merit.appraisal_period p
            where (chosen is null or p.period_id = chosen) and (of_employee is null or member.employee_id = of_employee)
                and not exists (select from merit.newest_result n where n.period_id = p.period_id and n.employee_id = member.employee_id)
            union all
            select waiting.period_id, waiting.employee_id,
                case when (merit.today(waiting.employee_id)).department = any (hr) then 'hr' else 'auditor' end, false
            from (
                select distinct p.period_id, e.employee_id
                from merit.appraisal_period p
                    join merit.evaluation e on e.period_id = p.period_id
                where (hr || auditor) is not null and p.revision = 0 and (chosen is null or p.period_id = chosen)
                    and (of_employee is null or e.employee_id = of_employee)
            ) waiting
            where (merit.today(waiting.employee_id)).department = any (hr || auditor)
        ), chosen_pair as (
            select distinct on (pair.period_id, pair.employee_id) pair.*
            from pair where pair.employee_id <> viewer
            order by pair.period_id, pair.employee_id, pair.standing
        )
        select p.label, e.employee_id, pair.standing, e.source,
            case when pair.standing <> 'supervisor' or e.source <> 'peer' or e.rater_id = viewer then e.rater_id end,
            e.indicator, e.points, e.comment,
            case when pair.standing <> 'supervisor' or e.source <> 'peer' or e.rater_id = viewer then e.submitted_at end, e.problem
        from chosen_pair pair
            cross join lateral (
                select * from merit.evaluation one where one.period_id = pair.period_id and one.employee_id = pair.employee_id offset 0) e
            join merit.appraisal_period p on p.period_id = e.period_id
        where pair.standing <> 'supervisor' or pair.is_scored or e.rater_id = viewer or not own_first or exists (
            select from merit.evaluation own
            where own.period_id = pair.period_id and own.employee_id = pair.employee_id and own.source = 'supervisor'
                and own.rater_id = viewer and own.points is not null and own.problem is null)
        -- Not by who said it.
        order by p.starts_on, p.label, e.employee_id, e.source, e.indicator, e.points, e.comment;
end
$$;
comment on function merit_api.evaluations is
    'Evaluations that you may see: your own of yourself; your supervisor''s, once the result is delivered; those of people whose supervisor you are, others'' once you gave yours; those towards whom you have a duty.';

create or replace function merit_api.tasks(of_period text default null, of_employee text default null)
    returns table (
        task_id bigint, period text, employee_id text, standing text, indicator text, priority integer, title text, title_zh text,
        reason text, reason_zh text, value numeric, target numeric, target_band text, points_now numeric, points_at_target numeric,
        total_gain numeric, tickets text[], owner_id text, due_on date, training text, proposal text, advice text, note text, status text,
        times_missed integer)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select t.task_id, p.label, t.employee_id, seen.standing, t.indicator, t.priority, t.title, t.title_zh, t.reason, t.reason_zh, t.value,
        t.target, t.target_band, t.points_now, t.points_at_target, t.total_gain, t.tickets, t.owner_id, t.due_on, t.training, t.proposal,
        t.advice, t.note, t.status, t.times_missed
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.improvement_task one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) t
        join merit.appraisal_period p on p.period_id = t.period_id
    order by p.starts_on, p.label, t.employee_id, t.priority, t.task_id
$$;
comment on function merit_api.tasks is 'Improvement tasks of the results that you may see.';

create or replace function merit_api.interviews(of_period text default null, of_employee text default null)
    returns table (
        interview_id bigint, period text, employee_id text, standing text, held_at timestamptz, held_by text, said text, agreed text,
        acknowledged_at timestamptz, objection text)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select i.interview_id, p.label, i.employee_id, seen.standing, i.held_at, i.held_by, i.said, i.agreed, i.acknowledged_at, i.objection
    from (
        select r.period_id, r.employee_id, r.standing
        from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) r where r.standing <> 'person'
        union all
        -- Whoever was there knows of it.
        select p.period_id, merit.viewer(), 'person' from merit.appraisal_period p
        where merit.viewer() = coalesce(of_employee, merit.viewer()) and p.label = coalesce(of_period, p.label)
    ) seen
        cross join lateral (
            select * from merit.interview one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) i
        join merit.appraisal_period p on p.period_id = i.period_id
    order by i.held_at, i.interview_id
$$;
comment on function merit_api.interviews is 'Interviews with you, with people whose supervisor you are, and with those towards whom you have a duty.';

create or replace function merit_api.outcomes(of_period text default null, of_employee text default null)
    returns table (
        outcome_id bigint, period text, employee_id text, standing text, kind text, reason text, reason_zh text, status text,
        decision text, decided_by text, decided_at timestamptz, unsupported_since integer)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    payroll constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'payroll') d);
begin
    if viewer is null then
        return;
    end if;
    return query
        select o.outcome_id, p.label, o.employee_id, 'person'::text, o.kind, o.reason, o.reason_zh, o.status, o.decision, o.decided_by,
            o.decided_at, o.unsupported_since
        from merit.outcome o join merit.appraisal_period p on p.period_id = o.period_id
        where o.employee_id = viewer and o.status in ('accepted', 'declined') and (chosen is null or o.period_id = chosen)
            and (of_employee is null or of_employee = viewer)
        order by p.starts_on, p.label, o.outcome_id;
    return query
        with seen as materialized (
            select r.period_id, r.employee_id, r.standing from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
        )
        select o.outcome_id, p.label, o.employee_id, found.standing, o.kind, o.reason, o.reason_zh, o.status, o.decision, o.decided_by,
            o.decided_at, o.unsupported_since
        from (
            select * from seen
            union all
            select n.period_id, n.employee_id, 'payroll'
            from merit.appraisal_period p join merit.newest_result n on n.period_id = p.period_id
            where payroll is not null and (array_position(payroll, null) is not null or n.department = any (payroll))
                and (chosen is null or p.period_id = chosen) and (of_employee is null or n.employee_id = of_employee)
                and n.employee_id <> viewer
                and not exists (select from seen where seen.period_id = n.period_id and seen.employee_id = n.employee_id)
        ) found
            cross join lateral (
                select * from merit.outcome one where one.period_id = found.period_id and one.employee_id = found.employee_id offset 0) o
            join merit.appraisal_period p on p.period_id = o.period_id
        where found.standing <> 'payroll'
            or o.status = 'accepted' and o.kind in ('raise_priority', 'promotion_priority', 'pay_cut_review')
        order by p.starts_on, p.label, o.employee_id, o.outcome_id;
end
$$;
comment on function merit_api.outcomes is
    'Proposals that you may see: about you, once decided; about people whose supervisor you are, or towards whom you have a duty; for payroll accepted ones of pay.';

create or replace function merit_api.appeals(of_period text default null, of_employee text default null)
    returns table (
        appeal_id bigint, period text, employee_id text, standing text, kind text, indicator text, reason text, wanted text,
        submitted_by text, submitted_at timestamptz, due_on date, status text, decision text, decided_by text, decided_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select a.appeal_id, p.label, a.employee_id, seen.standing, a.kind, a.indicator, a.reason, a.wanted, a.submitted_by, a.submitted_at,
        a.due_on, a.status, a.decision, a.decided_by, a.decided_at
    from (
        select r.period_id, r.employee_id, r.standing
        from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) r where r.standing <> 'person'
        union all
        select p.period_id, merit.viewer(), 'person' from merit.appraisal_period p
        where merit.viewer() = coalesce(of_employee, merit.viewer()) and p.label = coalesce(of_period, p.label)
    ) seen
        cross join lateral (
            select * from merit.appeal one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) a
        join merit.appraisal_period p on p.period_id = a.period_id
    order by p.starts_on, p.label, a.appeal_id
$$;
comment on function merit_api.appeals is 'Appeals of yours, of people whose supervisor you are, and of those towards whom you have a duty.';

create or replace function merit_api.deliveries(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, standing text, revision integer, state text, is_newest boolean, delivered_at timestamptz,
        answer_by timestamptz, seen_at timestamptz, answered_at timestamptz, words text, appeal_id bigint)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select d.period, d.employee_id, seen.standing, d.revision, d.state, d.is_newest, d.delivered_at, d.answer_by, d.seen_at, d.answered_at,
        d.words, d.appeal_id
    from merit.reach(merit.viewer(), merit.period_of(of_period), of_employee) seen
        cross join lateral (
            select * from merit.delivery_state one where one.period_id = seen.period_id and one.employee_id = seen.employee_id offset 0) d
    order by d.period_id, d.employee_id, d.revision
$$;
comment on function merit_api.deliveries is 'How the delivery of the results that you may see stands.';

create or replace function merit_api.pays(of_period text default null, of_employee text default null)
    returns table (
        period text, employee_id text, name text, department text, revision integer, total numeric, grade text, coefficient numeric,
        confirmation text, has_open_appeal boolean)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    payroll constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'payroll') d);
begin
    if viewer is null or payroll is null then
        return;
    end if;
    return query
        select p.label, r.employee_id, r.name, r.department, r.revision, r.total, r.grade, r.coefficient,
            (
                select d.state from merit.delivery_state d
                where d.period_id = n.period_id and d.employee_id = n.employee_id and d.revision = n.revision),
            exists (
                select from merit.appeal a
                where a.period_id = n.period_id and a.employee_id = n.employee_id and a.status = 'open')
        from merit.appraisal_period p
            join merit.newest_result n on n.period_id = p.period_id
            join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        where (array_position(payroll, null) is not null or n.department = any (payroll)) and n.employee_id <> viewer
            and (chosen is null or p.period_id = chosen) and (of_employee is null or n.employee_id = of_employee)
        order by p.starts_on, p.label, r.employee_id;
end
$$;
comment on function merit_api.pays is 'What payroll needs of the people towards whom you have that duty.';
