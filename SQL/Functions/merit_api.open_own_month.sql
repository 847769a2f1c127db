-- A page of one's own month, asked by the functions of merit_api one by one, takes as much of a core for finding out who asks, and what that
-- one sees, as for all that it shows. Here that is found once: the reader's own result, as it was delivered last. Cursors bear the names by which
-- pages ask, and have the same columns; that they say the same as merit_api does is tested. What a cursor fetches runs as whoever fetches it,
-- so all that takes the owner's rights is worked out before it is opened.
create or replace function merit_api.open_own_month(of_period text, period_before text default null) returns setof text
    language plpgsql stable rows 1 security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    before_chosen constant bigint := merit.period_of(period_before);
    zone constant text := (select p.time_zone from merit.appraisal_period p where p.period_id = chosen);
    delivered constant integer := (select max(d.revision) from merit.delivery d where d.period_id = chosen and d.employee_id = viewer);
    delivered_before constant integer := (
        select max(d.revision) from merit.delivery d where d.period_id = before_chosen and d.employee_id = viewer);
    own merit.result;
    newest merit.newest_result;
    sure merit.confidence;
    best bigint;
    worst bigint;
    -- The full run by which the result was scored, and the period's newest.
    scored_by bigint;
    newest_full bigint;
    -- Whether figures of the department are shown, and whether peers are too few for theirs.
    is_of_many boolean;
    has_few_peers boolean;
    few_peers text[];
    few_peers_before text[];
    telling_means text[];
    telling_scatters text[];
    telling_spreads text[];
    hears_supervisors boolean;
    results refcursor := 'results';
    scores refcursor := 'scores';
    words refcursor := 'words';
    tasks refcursor := 'tasks';
    appeals refcursor := 'appeals';
    deliveries refcursor := 'deliveries';
    customers refcursor := 'customers';
    revisions refcursor := 'revisions';
    outcomes refcursor := 'outcomes';
    surenesses refcursor := 'surenesses';
    scatters refcursor := 'scatters';
    oddities refcursor := 'oddities';
    peers refcursor := 'peers';
    before refcursor := 'before';
begin
    if viewer is null then
        return;
    end if;
    select * into own from merit.result r where r.period_id = chosen and r.employee_id = viewer and r.revision = delivered;
    select * into newest from merit.newest_result n where n.period_id = chosen and n.employee_id = viewer;
    select max(u.run_id) filter (where u.run_id <= own.run_id), max(u.run_id) into scored_by, newest_full
    from merit.run u where u.period_id = chosen and u.kind = 'full';
    is_of_many := exists (
        select from merit.department_figure f
        where f.period_id = chosen and f.department is not distinct from own.department and not f.is_other);
    has_few_peers := own.peer_score is not null and merit.has_few_peers(chosen, viewer, null);
    few_peers := array(
        select s.indicator from merit.indicator_score s
        where s.period_id = chosen and s.employee_id = viewer and s.revision = delivered and s.kind = 'rated' and s.peer_points is not null
            and merit.has_few_peers(chosen, viewer, s.indicator));
    few_peers_before := array(
        select s.indicator from merit.indicator_score s
        where s.period_id = before_chosen and s.employee_id = viewer and s.revision = delivered_before and s.kind = 'rated'
            and s.peer_points is not null and merit.has_few_peers(before_chosen, viewer, s.indicator));
    telling_means := array(select t.indicator from merit.telling_means(viewer, chosen) t where t.template_code = own.template_code);
    telling_scatters := array(select t.indicator from merit.telling_scatters(viewer, chosen) t where t.template_code = own.template_code);
    telling_spreads := array(
        select t.sort || ' ' || t.code from merit.telling_spreads(viewer, newest_full) t where t.template_code = own.template_code);
    select * into sure from merit.confidence c where c.period_id = chosen and c.employee_id = viewer and c.revision = delivered;
    if telling_scatters <> '{}' then
        sure.total_low := null;
        sure.total_high := null;
        sure.total_error := null;
        sure.grade_chance := null;
    end if;
    if sure.total_error is not null and is_of_many and newest.revision = delivered then
        select 1 + count(*) filter (where other.total > own.total and other.is_apart),
            count(*) - count(*) filter (where other.total < own.total and other.is_apart)
        into best, worst
        from (
            select one.total, (one.total - own.total) * (one.total - own.total)
                    > 3.8416 * (coalesce(one.total_error * one.total_error, 0) + sure.total_error * sure.total_error) as is_apart
            from merit.newest_result one
            where one.period_id = chosen and one.department = own.department and one.total is not null
            union all
            select one.total, (one.total - own.total) * (one.total - own.total)
                    > 3.8416 * (coalesce(one.total_error * one.total_error, 0) + sure.total_error * sure.total_error)
            from merit.newest_result one
            where one.period_id = chosen and one.department is null and own.department is null and one.total is not null
        ) other;
    end if;
    hears_supervisors := delivered is not null and coalesce(newest.revision <= delivered, true) and not exists (
        select from merit.unseen u join merit.appraisal_period p on p.period_id = u.period_id
        where u.period_id = chosen and u.appeal_id is null and viewer = any (u.employee_ids) and p.status <> 'closed');

    open results for
        select r.employee_id, r.name, r.department, r.post, r.supervisor_id, 'person'::text as standing, r.revision, r.template_code,
            r.template_version, r.days_employed, r.days_on_leave, r.status, r.reason, r.reason_zh, r.self_score, r.supervisor_score,
            case when not has_few_peers then r.peer_score end as peer_score, r.data_score, r.total, r.grade, r.coefficient, r.coverage, r.near_cut,
            case when is_of_many and newest.revision = r.revision then newest.rank_in_department end as rank_in_department, r.nps, r.nps_margin,
            r.nps_responses, r.satisfaction, r.satisfaction_responses, r.capped_by
        from merit.result r
        where r.period_id = chosen and r.employee_id = viewer and r.revision = delivered;
    open scores for
        select s.employee_id, s.dimension, s.indicator, s.kind, s.state, s.value,
            case when s.indicator <> all (telling_means) then s.raw_value end as raw_value,
            case when s.indicator <> all (telling_means) then s.numerator end as numerator,
            case when s.indicator <> all (telling_means) then s.denominator end as denominator, s.sample,
            case when s.indicator <> all (few_peers) then s.band end as band, case when s.indicator <> all (few_peers) then s.points end as points,
            s.max_points, s.self_points, s.supervisor_points, case when s.indicator <> all (few_peers) then s.peer_points end as peer_points,
            s.appeal_id
        from merit.indicator_score s
        where s.period_id = chosen and s.employee_id = viewer and s.revision = delivered
        order by s.dimension, s.indicator;
    open words for
        select e.employee_id, e.source, e.indicator, e.comment, e.source = 'self' and e.indicator is null and e.points is null as is_plan
        from merit.evaluation e
        where e.period_id = chosen and e.employee_id = viewer and btrim(e.comment) <> ''
            and (e.source = 'self' or e.source = 'supervisor' and hears_supervisors)
        order by e.source, e.indicator nulls first, e.points, e.comment;
    open tasks for
        select t.employee_id, t.task_id, 'person'::text as standing, t.indicator, t.value, t.target, t.points_now, t.points_at_target,
            t.total_gain, t.tickets, t.due_on::text, t.training, t.proposal, t.advice, t.note, t.status, t.times_missed
        from merit.improvement_task t
        where t.period_id = chosen and t.employee_id = viewer and delivered is not null
        order by t.priority, t.task_id;
    open appeals for
        select a.employee_id, a.appeal_id, 'person'::text as standing, a.kind, a.indicator, a.reason,
            to_char(a.submitted_at at time zone zone, 'YYYY-MM-DD') as submitted_on, a.due_on::text, a.status, a.decision,
            to_char(a.decided_at at time zone zone, 'YYYY-MM-DD') as decided_on
        from merit.appeal a
        where a.period_id = chosen and a.employee_id = viewer
        order by a.appeal_id;
    open deliveries for
        select d.employee_id, d.state, to_char(d.delivered_at at time zone zone, 'YYYY-MM-DD') as delivered_on,
            to_char(d.answer_by at time zone zone, 'YYYY-MM-DD HH24:MI') as answer_by,
            to_char(d.answered_at at time zone zone, 'YYYY-MM-DD') as answered_on, d.words
        from merit.delivery_state d
        where d.period_id = chosen and d.employee_id = viewer and d.is_newest
        order by d.revision;
    open customers for
        select c.employee_id, c.relation, c.score, c.comment, c.ticket_id, left(c.responded_at, 10) as responded_on
        from merit.customer_comment c
        where c.period_id = chosen and c.employee_id = viewer and delivered is not null
        order by c.relation, c.score, c.comment_id;
    open revisions for
        select r.employee_id, r.revision, to_char(u.finished_at at time zone zone, 'YYYY-MM-DD HH24:MI') as scored_at, r.total, r.grade,
            r.changed ->> 'why' as why, array(select key from jsonb_object_keys(r.changed -> 'indicators') key order by key) as indicators
        from merit.result r join merit.run u on u.run_id = r.run_id
        where r.period_id = chosen and r.employee_id = viewer and r.revision <= delivered and exists (
            select from merit.delivery d where d.period_id = r.period_id and d.employee_id = r.employee_id and d.revision = r.revision)
        order by r.revision;
    open outcomes for
        select o.employee_id, o.outcome_id, 'person'::text as standing, o.kind, o.title, o.title_zh, o.status, o.decision
        from merit.outcome o
        where o.period_id = chosen and o.employee_id = viewer and o.status in ('accepted', 'declined')
        order by o.outcome_id;
    open surenesses for
        select viewer as employee_id, sure.total_low as total_low, sure.total_high as total_high, sure.measured_percent as measured_percent,
            best as rank_best, worst as rank_worst,
            array(select key from jsonb_each_text(sure.grade_chance) order by value::integer desc, key) as grades,
            array(select value::integer from jsonb_each_text(sure.grade_chance) order by value::integer desc, key) as chances
        where sure.period_id is not null;
    open scatters for
        select s.employee_id, s.indicator, f.kind, held.rows, held.sum, held.squares, f.within_variance, f.between_variance, f.rows_needed
        from merit.indicator_score s
            join merit.reliability f
                on f.run_id = scored_by and f.template_code = own.template_code and f.indicator = s.indicator and f.within_variance is not null
            left join lateral (
                select one.rows, one.sum, one.squares from merit.row_sum one
                where one.period_id = chosen and one.employee_id = viewer and one.indicator = s.indicator and one.revision <= delivered
                order by one.revision desc
                limit 1) held on held.rows = s.denominator
        where s.period_id = chosen and s.employee_id = viewer and s.revision = delivered and s.kind = 'measured' and s.state = 'scored'
            and s.appeal_id is null and s.indicator <> all (telling_scatters)
        order by s.indicator;
    open oddities for
        select distinct viewer as employee_id, f.relation, f.kind
        from merit.data_finding f
        where f.run_id = newest_full and viewer = any (f.people) and newest.revision = delivered
        order by f.relation, f.kind;
    open peers for
        select f.template_code, f.sort, f.code, case when f.sort <> 'dimension' then f.low end as low,
            case when f.sort = 'dimension' then f.middle end as middle, case when f.sort <> 'dimension' then f.high end as high,
            to_char(u.finished_at at time zone zone, 'YYYY-MM-DD') as scored_on
        from merit.peer_spread f join merit.run u on u.run_id = f.run_id
        where f.run_id = newest_full and f.template_code = own.template_code and (f.sort = 'dimension' or f.people = 6 or f.people >= 9)
            and f.sort || ' ' || f.code <> all (telling_spreads)
        order by f.template_code, f.sort, f.code;
    open before for
        select s.employee_id, s.dimension, round(100 * sum(s.points) / sum(s.max_points), 1) as reached
        from merit.indicator_score s
        where s.period_id = before_chosen and s.employee_id = viewer and s.revision = delivered_before and s.points is not null
            and s.indicator <> all (few_peers_before)
        group by s.employee_id, s.dimension
        having sum(s.max_points) > 0
        order by s.dimension;
    return next of_period;
end
$$;
comment on function merit_api.open_own_month is
    'Opens cursors, until the transaction ends, on all that your own month shows, and on what share of each dimension you reached in the period before; nothing of a result that was not delivered.';
grant execute on function merit_api.open_own_month to merit_person;
