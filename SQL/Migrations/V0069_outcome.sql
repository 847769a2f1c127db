-- A template may name outcomes of its own. What it calls one is kept with the proposal; null: every template knows it.
alter table merit.outcome add column title text, add column title_zh text,
    add constraint outcome_title check ((title is null) = (title_zh is null));
comment on column merit.outcome.title is 'What the template calls an outcome of its own; null: one that every template knows.';
comment on column merit.outcome.title_zh is 'The same in Chinese.';
comment on column merit.outcome.kind is 'What is proposed, such as skill_training or dismissal_review, or a name that the template defines.';
grant insert (title, title_zh), update (title, title_zh) on merit.outcome to merit_worker;

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
            'decision', decision, 'decided_by', decided_by, 'unsupported_since', unsupported_since)
            || case when title is null then '{}' else jsonb_build_object('title', title, 'title_zh', title_zh) end
            order by outcome_id) as outcomes
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

-- Two columns more at the end of what people see.
drop view merit_api.outcome;
drop function merit_api.outcomes(text, text);
create function merit_api.outcomes(of_period text default null, of_employee text default null)
    returns table (
        outcome_id bigint, period text, employee_id text, standing text, kind text, reason text, reason_zh text, status text,
        decision text, decided_by text, decided_at timestamptz, unsupported_since integer, title text, title_zh text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    payroll text[];
begin
    if viewer is null then
        return;
    end if;
    return query
        select o.outcome_id, p.label, o.employee_id, 'person'::text, o.kind, o.reason, o.reason_zh, o.status, o.decision, o.decided_by,
            o.decided_at, o.unsupported_since, o.title, o.title_zh
        from merit.outcome o join merit.appraisal_period p on p.period_id = o.period_id
        where o.employee_id = viewer and o.status in ('accepted', 'declined') and (chosen is null or o.period_id = chosen)
            and (of_employee is null or of_employee = viewer)
        order by p.starts_on, p.label, o.outcome_id;
    -- Towards oneself nobody is more.
    if of_employee = viewer then
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    payroll := (select array_agg(d) from merit.duty_of(viewer, 'payroll') d);
    return query
        with seen as materialized (
            select r.period_id, r.employee_id, r.standing from merit.reach(viewer, chosen, of_employee) r where r.standing <> 'person'
        )
        select o.outcome_id, p.label, o.employee_id, found.standing, o.kind, o.reason, o.reason_zh, o.status, o.decision, o.decided_by,
            o.decided_at, o.unsupported_since, o.title, o.title_zh
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
grant execute on function merit_api.outcomes to merit_person;

create view merit_api.outcome with (security_barrier) as select * from merit_api.outcomes();
comment on view merit_api.outcome is
    'Proposals that you may see: about you, once decided; about people whose supervisor you are, or towards whom you have a duty; for payroll accepted ones of pay.';

do $$
declare
    described record;
begin
    for described in
        select v.attname as name,
            case v.attname
                when 'period' then 'Label of the period.'
                when 'standing' then 'As whom you see it: person, supervisor, hr, payroll, auditor.'
                else col_description(t.attrelid, t.attnum)
            end as comment
        from pg_attribute v
            left join pg_attribute t on t.attrelid = 'merit.outcome'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.outcome'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.outcome.%I is %L', described.name, described.comment);
    end loop;
end
$$;
grant select on merit_api.outcome to merit_person;
