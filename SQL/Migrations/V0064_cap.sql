-- A value may leave no better grade than one, whatever the total. Which one held a grade is kept with it; of results of before it is null.
alter table merit.result add column capped_by text;
comment on column merit.result.capped_by is 'The indicator whose cap held the grade below that of the total; null: none did.';

alter table merit.standing_so_far add column capped_by text;
comment on column merit.standing_so_far.capped_by is 'The indicator whose cap held the grade below that of the total; null: none did.';

-- As in V0049 and V0043, with the column at the end.
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
    confidence.known_percent, result.working_days, result.working_days_on_leave, result.full_time_equivalent, result.capped_by
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    left join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
        and result.revision = newest.revision
    left join merit.confidence on confidence.period_id = newest.period_id and confidence.employee_id = newest.employee_id
        and confidence.revision = newest.revision;
comment on column merit.current_result.capped_by is 'The indicator whose cap held the grade below that of the total; null: none did.';

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
    (select to_jsonb(course) from merit.own_course(r.period_id, r.employee_id) course) as course, r.capped_by
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
comment on column merit.interview_sheet.capped_by is 'The indicator whose cap held the grade below that of the total; null: none did.';

-- One column more at the end of what people see.
drop view merit_api.result;
drop function merit_api.results(text, text);
create function merit_api.results(of_period text default null, of_employee text default null)
    returns table (
        period text, starts_on date, ends_on date, employee_id text, name text, department text, post text, supervisor_id text,
        standing text, revision integer, template_code text, template_version integer, days_employed integer, days_on_leave integer,
        status text, reason text, reason_zh text, self_score numeric, supervisor_score numeric, peer_score numeric, data_score numeric,
        total numeric, grade text, coefficient numeric, coverage numeric, near_cut boolean, rank_in_department bigint, nps numeric,
        nps_margin numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint, changed jsonb,
        rules_late boolean, capped_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
begin
    return query
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
                when merit.sees_everyone(viewer) then r.changed else merit.shown_change(r.changed, false) end,
            (
                select t.published_at > p.starts_on::timestamp at time zone p.time_zone
                from merit.template t where t.code = r.template_code and t.version = r.template_version),
            r.capped_by
        from merit.reach(viewer, chosen, of_employee) seen
            cross join lateral (
                select * from merit.result one
                where one.period_id = seen.period_id and one.employee_id = seen.employee_id and one.revision = seen.revision offset 0) r
            join merit.appraisal_period p on p.period_id = r.period_id
            cross join lateral (
                select case when seen.standing = 'person' and r.peer_score is not null then merit.has_few_peers(r.period_id, r.employee_id, null)
                    else false end as peers) hides
        order by p.starts_on, p.label, r.employee_id;
end
$$;
comment on function merit_api.results is
    'Results that you may see: your own, once delivered; of people whose supervisor you are; of those towards whom you have a duty.';
grant execute on function merit_api.results to merit_person;

create view merit_api.result with (security_barrier) as select * from merit_api.results();
comment on view merit_api.result is
    'Results that you may see: your own, once delivered; of people whose supervisor you are; of those towards whom you have a duty.';

do $$
declare
    described record;
begin
    for described in
        select v.attname as name,
            case v.attname
                when 'period' then 'Label of the period.'
                when 'starts_on' then 'Its first day.'
                when 'ends_on' then 'Its last day.'
                when 'standing' then 'As whom you see it: person, supervisor, hr, payroll, auditor.'
                when 'rank_in_department' then 'Rank by total within the department; for the person where it has five totals or more.'
                when 'rules_late' then 'Whether the rules of the result were published after the period had begun.'
                else col_description(t.attrelid, t.attnum)
            end as comment
        from pg_attribute v
            left join pg_attribute t on t.attrelid = 'merit.result'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.result'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.result.%I is %L', described.name, described.comment);
    end loop;
end
$$;
grant select on merit_api.result to merit_person;

drop view merit_api.standing_so_far;
drop function merit_api.standings_so_far(text, text, boolean, integer);
create function merit_api.standings_so_far(
    of_period text default null, of_employee text default null, of_others boolean default false, most integer default null)
    returns table (
        period text, employee_id text, standing text, as_of date, template_code text, template_version integer, name text, department text,
        post text, supervisor_id text, days_employed integer, days_on_leave integer, status text, reason text, reason_zh text, total numeric,
        grade text, coverage numeric, nps numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint,
        indicators jsonb, steps jsonb, capped_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
    auditor constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'auditor') d);
    people text[];
    heads text[];
begin
    -- Where it is not shown any more, it is not shown until it is deleted either.
    if viewer is null or merit.setting_value('standing_so_far') <> 1 then
        return;
    end if;
    if of_employee is distinct from viewer then
        select coalesce(array_agg(t.employee_id), '{}'),
            array[viewer] || coalesce(array_agg(t.employee_id) filter (where t.step <= merit.setting_value('line_above')), '{}')
        into people, heads
        from merit.team(viewer) t;
    end if;
    return query
        select p.label, s.employee_id, seen.standing, s.as_of, s.template_code, s.template_version, s.name, s.department, s.post,
            s.supervisor_id, s.days_employed, s.days_on_leave, s.status, s.reason, s.reason_zh, s.total, s.grade, s.coverage, s.nps,
            s.nps_responses, s.satisfaction, s.satisfaction_responses, s.indicators, s.steps, s.capped_by
        from merit.appraisal_period p
            join merit.standing_so_far s on s.period_id = p.period_id
            cross join lateral (
                select case
                    when s.employee_id = viewer then 'person'
                    when array_position(hr, null) is not null or s.department = any (hr) then 'hr'
                    when array_position(auditor, null) is not null or s.department = any (auditor) then 'auditor'
                    when s.employee_id = any (people) or s.supervisor_id = any (heads) then 'supervisor' end as standing) seen
        where p.revision = 0 and p.status <> 'cancelled' and (chosen is null or p.period_id = chosen)
            and (of_employee is null or s.employee_id = of_employee) and seen.standing is not null
            and (not of_others or s.employee_id <> viewer)
        order by p.starts_on, p.label, s.employee_id collate "C"
        limit most;
end
$$;
comment on function merit_api.standings_so_far is
    'How you and those whom you may see stand in periods that are not scored yet, by what is measured alone; provisional.';
grant execute on function merit_api.standings_so_far to merit_person;

create view merit_api.standing_so_far with (security_barrier) as select * from merit_api.standings_so_far();
comment on view merit_api.standing_so_far is
    'How you and those whom you may see stand in periods that are not scored yet, by what is measured alone; provisional.';
do $$
declare
    described record;
begin
    for described in
        select v.attname as name, coalesce(
            case v.attname
                when 'period' then 'Label of the period.'
                when 'standing' then 'As whom you see it: person, supervisor, hr, auditor.'
            end, col_description(t.attrelid, t.attnum)) as comment
        from pg_attribute v
            left join pg_attribute t on t.attrelid = 'merit.standing_so_far'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.standing_so_far'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.standing_so_far.%I is %L', described.name, described.comment);
    end loop;
end
$$;
grant select on merit_api.standing_so_far to merit_person;
