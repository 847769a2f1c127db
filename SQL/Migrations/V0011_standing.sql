create view merit.indicator_standing as
select standing.period_id, standing.employee_id, standing.department, standing.template_code, standing.template_version,
    standing.dimension, standing.indicator, standing.kind, standing.value, standing.points, standing.max_points,
    standing.self_points, standing.supervisor_points, standing.peers,
    merit.quotient(standing.peer_points, standing.peers, 2) as peer_mean,
    merit.quotient(
        100 * (standing.points * standing.peers - standing.peer_points), standing.max_points * standing.peers, 2) as above_peers,
    100 * standing.points < standing.below_percent * standing.max_points as is_weak
from (
    select s.period_id, s.employee_id, r.department, r.template_code, r.template_version, s.dimension, s.indicator, s.kind, s.value,
        s.points, s.max_points, s.self_points, s.supervisor_points, plan.below_percent,
        count(s.points) over peers as peers, sum(s.points) over peers as peer_points
    from merit.current_result r
        join merit.indicator_score s
            on s.period_id = r.period_id and s.employee_id = r.employee_id and s.revision = r.revision
        left join (
            select code, version, coalesce((document #>> '{plan,below_percent}')::numeric, 0) as below_percent
            from merit.template) plan
            on plan.code = r.template_code and plan.version = r.template_version
    where s.points is not null
    window peers as (partition by s.period_id, r.template_code, s.indicator)
) standing;

comment on view merit.indicator_standing is
    'Where each person stands in each indicator against the peers: everyone in the period on the same template who has points.';
comment on column merit.indicator_standing.period_id is 'The period.';
comment on column merit.indicator_standing.employee_id is 'The person.';
comment on column merit.indicator_standing.department is 'Department of the result.';
comment on column merit.indicator_standing.template_code is 'Template the person was scored under.';
comment on column merit.indicator_standing.template_version is 'Its version.';
comment on column merit.indicator_standing.dimension is 'Code of the dimension.';
comment on column merit.indicator_standing.indicator is 'Code of the indicator.';
comment on column merit.indicator_standing.kind is 'measured from data, or rated by people.';
comment on column merit.indicator_standing.value is 'The measured value.';
comment on column merit.indicator_standing.points is 'Points earned.';
comment on column merit.indicator_standing.max_points is 'Full points.';
comment on column merit.indicator_standing.self_points is 'Points the employee gave.';
comment on column merit.indicator_standing.supervisor_points is 'Points the supervisor gave.';
comment on column merit.indicator_standing.peers is 'How many people have points for it, this one among them.';
comment on column merit.indicator_standing.peer_mean is 'Mean of their points, 2 digits.';
comment on column merit.indicator_standing.above_peers is 'How far the points lie above that mean, in percent of the full points, 2 digits.';
comment on column merit.indicator_standing.is_weak is 'Whether they are less than the template''s plan asks for.';

create view merit.shared_case as
select distinct on (o.period_id, o.employee_id) o.outcome_id, o.period_id, o.employee_id, o.status, r.name, r.department, r.total,
    s.indicator, s.value, s.points, s.max_points, s.peer_mean, s.above_peers, s.peers
from merit.outcome o
    join merit.current_result r on r.period_id = o.period_id and r.employee_id = o.employee_id
    join merit.indicator_standing s on s.period_id = o.period_id and s.employee_id = o.employee_id
where o.kind = 'share_case' and o.status in ('proposed', 'accepted') and o.unsupported_since is null
order by o.period_id, o.employee_id, s.above_peers desc, s.dimension, s.indicator;

comment on view merit.shared_case is
    'Cases to share: the indicator in which a person for whom that is proposed, or accepted, stands furthest above the peers.';
comment on column merit.shared_case.outcome_id is 'The proposal.';
comment on column merit.shared_case.period_id is 'The period.';
comment on column merit.shared_case.employee_id is 'The person.';
comment on column merit.shared_case.status is 'Whether it is proposed or accepted.';
comment on column merit.shared_case.name is 'Name of the person.';
comment on column merit.shared_case.department is 'Department of the result.';
comment on column merit.shared_case.total is 'Total of the result.';
comment on column merit.shared_case.indicator is 'Code of the indicator.';
comment on column merit.shared_case.value is 'The measured value.';
comment on column merit.shared_case.points is 'Points earned.';
comment on column merit.shared_case.max_points is 'Full points.';
comment on column merit.shared_case.peer_mean is 'Mean of the peers'' points, 2 digits.';
comment on column merit.shared_case.above_peers is 'How far the points lie above that mean, in percent of the full points, 2 digits.';
comment on column merit.shared_case.peers is 'How many people have points for it.';

create view merit.training_need as
select s.period_id, s.department, s.indicator, count(*) as people, sum(s.max_points - s.points) as points_lost, course.courses
from merit.indicator_standing s
    left join (
        select indicator, array_agg(concat_ws(' ', title, url) order by code) as courses
        from merit.training_course where active group by indicator) course using (indicator)
where s.is_weak
group by s.period_id, s.department, s.indicator, course.courses;

comment on view merit.training_need is 'Training needs by department: in which indicators people are weak, and what is on offer for them.';
comment on column merit.training_need.period_id is 'The period.';
comment on column merit.training_need.department is 'The department; null: people without one.';
comment on column merit.training_need.indicator is 'Code of the indicator.';
comment on column merit.training_need.people is 'How many people are weak in it.';
comment on column merit.training_need.points_lost is 'Points that they lose in it together.';
comment on column merit.training_need.courses is 'Active courses for it; null: none.';

-- What is the same for everyone in a period is worked out once for it: it is lateral to the period, not to the person.
create view merit.interview_sheet as
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
    coalesce(held.interviews, '[]') as interviews
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

comment on view merit.interview_sheet is 'All that an interview about a result needs, one row for each person and period.';
comment on column merit.interview_sheet.period_id is 'The period.';
comment on column merit.interview_sheet.label is 'Its name.';
comment on column merit.interview_sheet.employee_id is 'The person.';
comment on column merit.interview_sheet.name is 'Name of the person.';
comment on column merit.interview_sheet.department is 'Department of the result.';
comment on column merit.interview_sheet.post is 'Post of the result.';
comment on column merit.interview_sheet.supervisor_id is 'The supervisor.';
comment on column merit.interview_sheet.status is 'scored, incomplete or not_appraised.';
comment on column merit.interview_sheet.reason is 'Why there is no total.';
comment on column merit.interview_sheet.total is 'The total.';
comment on column merit.interview_sheet.grade is 'Its grade.';
comment on column merit.interview_sheet.coefficient is 'Pay coefficient of the grade.';
comment on column merit.interview_sheet.rank_in_department is 'Rank by total within the department.';
comment on column merit.interview_sheet.near_cut is 'Whether the total lies near a grade''s lower bound.';
comment on column merit.interview_sheet.nps is 'Net promoter score.';
comment on column merit.interview_sheet.nps_margin is 'Half width of its 95% interval.';
comment on column merit.interview_sheet.nps_responses is 'How many responses it rests on.';
comment on column merit.interview_sheet.satisfaction is 'Percent of satisfied customers.';
comment on column merit.interview_sheet.satisfaction_responses is 'How many responses it rests on.';
comment on column merit.interview_sheet.strengths is 'Indicators above the mean of the peers that are no weak spots, the furthest first; as merit.indicator_standing has them.';
comment on column merit.interview_sheet.weak_spots is 'All weak spots, the furthest below the peers first.';
comment on column merit.interview_sheet.self_against_supervisor is 'Rated indicators: points of the employee, of the supervisor, and the difference; the greatest first.';
comment on column merit.interview_sheet.trend is 'Status, total and grade of up to six consecutive periods, this one last; null where there is no result.';
comment on column merit.interview_sheet.tasks is 'The improvement tasks of the period, by priority.';
comment on column merit.interview_sheet.outcomes is 'What is proposed and decided.';
comment on column merit.interview_sheet.customers_words is 'What customers wrote.';
comment on column merit.interview_sheet.proposals is 'The employee''s own words, out of the self-evaluation.';
comment on column merit.interview_sheet.advice is 'The supervisor''s words, out of the evaluation.';
comment on column merit.interview_sheet.interviews is 'The interviews that were held.';

grant select on merit.indicator_standing, merit.shared_case, merit.training_need, merit.interview_sheet to merit_worker, merit_hr;
