-- Figures of groups, of five people or more. What a period's figures are is worked out by the views ..._now, and kept by the duty
-- keep_figures; until it has done so, a period that changed stands in merit.period_change, and readers work its figures out
-- themselves. So readers always see what holds, and seldom more than one or two periods are worked out for them.

create table merit.period_change (
    change_id  bigint      generated always as identity primary key,
    period_id  bigint      not null,
    changed_at timestamptz not null default clock_timestamp()
);
create index period_change_period on merit.period_change (period_id);

comment on table merit.period_change is
    'Periods whose results, tasks or outcomes changed since their figures were kept. Each statement adds a row, and none waits for another.';
comment on column merit.period_change.change_id is 'Number of the change.';
comment on column merit.period_change.period_id is 'The period.';
comment on column merit.period_change.changed_at is 'When.';

create function merit.note_change() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.period_change (period_id) select distinct period_id from come;
    return null;
end
$$;
comment on function merit.note_change is 'Notes the periods whose results, tasks or outcomes a statement wrote.';

create trigger note_insert after insert on merit.result
    referencing new table as come for each statement execute function merit.note_change();
create trigger note_insert after insert on merit.outcome
    referencing new table as come for each statement execute function merit.note_change();
create trigger note_update after update on merit.outcome
    referencing new table as come for each statement execute function merit.note_change();
create trigger note_insert after insert on merit.improvement_task
    referencing new table as come for each statement execute function merit.note_change();
create trigger note_update after update on merit.improvement_task
    referencing new table as come for each statement execute function merit.note_change();

-- Of several scorings of the same days the figures could be subtracted from each other, and what is left could be one person.
create view merit.shown_period as
select period_id, label, starts_on, ends_on
from merit.appraisal_period shown
where revision > 0 and not exists (
    select from merit.appraisal_period other
    where other.starts_on = shown.starts_on and other.ends_on = shown.ends_on and other.revision > 0
        and (other.department is null and shown.department is not null
            or other.department is not distinct from shown.department and other.period_id > shown.period_id));

comment on view merit.shown_period is
    'Periods whose figures are shown to many: of several of the same days the one for everyone, and of several for the same people the newest.';
comment on column merit.shown_period.period_id is 'The period.';
comment on column merit.shown_period.label is 'Its name.';
comment on column merit.shown_period.starts_on is 'Its first day.';
comment on column merit.shown_period.ends_on is 'Its last day.';

-- Groups of fewer than five are put together under the name "other". Where that is still fewer than five, the next smallest joins
-- them, because sums over what is shown would tell what is not. Where there is nothing to join, nothing is shown.
create view merit.grade_now as
select period_id, case when joins then 'other' else grade end as grade, case when not joins then coefficient end as coefficient,
    sum(people)::bigint as people
from (
    select counted.*, people < 5 or coalesce(sum(people) over smaller, 0) between 1 and 4 as joins
    from (
        select newest.period_id, result.grade, result.coefficient, count(*) as people
        from merit.newest_result newest
            join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
                and result.revision = newest.revision
        where result.status = 'scored'
        group by newest.period_id, result.grade, result.coefficient
    ) counted
    window smaller as (
        partition by period_id order by people, grade, coefficient rows between unbounded preceding and 1 preceding)
) found
group by period_id, joins, 2, 3
having sum(people) >= 5;

comment on view merit.grade_now is 'How many people of a period have which grade, worked out now; see merit.grade_count.';
comment on column merit.grade_now.period_id is 'The period.';
comment on column merit.grade_now.grade is 'The grade; other: grades that fewer than five people have, and what had to join them.';
comment on column merit.grade_now.coefficient is 'The pay coefficient that goes with it; null of other.';
comment on column merit.grade_now.people is 'How many have it.';

create view merit.department_now as
select period_id, case when joins then 'other' else department end as department, joins as is_other,
    -- The difference says of how many there is no total.
    case when sum(people - scored) not between 1 and 4 then sum(people)::bigint end as people, sum(scored)::bigint as scored,
    round(sum(totals) / sum(scored), 2) as mean_total, round(sum(coefficients) / sum(scored), 3) as mean_coefficient,
    case when sum(heard) >= 5 then round(sum(voices) / sum(heard), 2) end as mean_nps
from (
    select counted.*, scored < 5 or coalesce(sum(scored) over smaller, 0) between 1 and 4 as joins
    from (
        select newest.period_id, result.department, count(*) as people, count(result.total) as scored, sum(result.total) as totals,
            sum(result.coefficient) as coefficients, sum(result.nps) as voices, count(result.nps) as heard
        from merit.newest_result newest
            join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
                and result.revision = newest.revision
        where result.status <> 'not_appraised'
        group by newest.period_id, result.department
    ) counted
    window smaller as (partition by period_id order by scored, department rows between unbounded preceding and 1 preceding)
) found
group by period_id, joins, 2
having sum(scored) >= 5;

comment on view merit.department_now is 'Means of a department in a period, worked out now; see merit.department_trend.';
comment on column merit.department_now.period_id is 'The period.';
comment on column merit.department_now.department is
    'The department; null: people without one; other: departments with fewer than five totals, and what had to join them.';
comment on column merit.department_now.is_other is 'Whether it is those departments, and not one that is called so.';
comment on column merit.department_now.people is 'People who were to be appraised; null where one to four of them have no total.';
comment on column merit.department_now.scored is 'Those of them who have a total.';
comment on column merit.department_now.mean_total is 'Mean of their totals, out of 100.';
comment on column merit.department_now.mean_coefficient is 'Mean of their pay coefficients.';
comment on column merit.department_now.mean_nps is 'Mean of their NPS, each person the same weight; null where fewer than five have one.';

-- A person may have tasks in several states: of states together it is sure that they are as many people as of the largest.
create view merit.follow_up_now as
select period_id, sort, case when joins then 'other' else status end as status, sum(count)::bigint as count
from (
    select counted.*,
        people < 5 or coalesce(case sort when 'task' then max(people) over smaller else sum(people) over smaller end, 0) between 1 and 4
            as joins
    from (
        select state.period_id, 'task' as sort, status, count, people, everyone
        from (
            select period_id, status, count(*) as count, count(distinct employee_id) as people
            from merit.improvement_task group by period_id, status
        ) state
            join (
                select period_id, count(distinct employee_id) as everyone from merit.improvement_task group by period_id
            ) whole using (period_id)
        union all
        select period_id, kind, status, count(*), count(*), (sum(count(*)) over (partition by period_id, kind))::bigint
        from merit.outcome group by period_id, kind, status
    ) counted
    window smaller as (partition by period_id, sort order by people, status rows between unbounded preceding and 1 preceding)
) found
group by period_id, sort, joins, 3
having greatest(max(people), max(everyone)) >= 5;

comment on view merit.follow_up_now is 'How many improvement tasks and outcomes of a period stand how, worked out now; see merit.follow_up_count.';
comment on column merit.follow_up_now.period_id is 'The period.';
comment on column merit.follow_up_now.sort is 'task, or the kind of outcome, such as promotion.';
comment on column merit.follow_up_now.status is 'How they stand; other: what fewer than five people are in, and what had to join it.';
comment on column merit.follow_up_now.count is 'How many.';

create table merit.grade_figure (
    period_id   bigint not null,
    grade       text   not null,
    coefficient numeric,
    people      bigint not null,
    unique nulls not distinct (period_id, grade, coefficient)
);
comment on table merit.grade_figure is 'Rows of merit.grade_now as the duty keep_figures kept them.';
comment on column merit.grade_figure.period_id is 'The period.';
comment on column merit.grade_figure.grade is 'The grade, or other.';
comment on column merit.grade_figure.coefficient is 'The pay coefficient; null of other.';
comment on column merit.grade_figure.people is 'How many have it.';

create table merit.department_figure (
    period_id        bigint  not null,
    department       text,
    is_other         boolean not null,
    people           bigint,
    scored           bigint  not null,
    mean_total       numeric not null,
    mean_coefficient numeric not null,
    mean_nps         numeric,
    unique nulls not distinct (period_id, department, is_other)
);
comment on table merit.department_figure is 'Rows of merit.department_now as the duty keep_figures kept them.';
comment on column merit.department_figure.period_id is 'The period.';
comment on column merit.department_figure.department is 'The department, or other.';
comment on column merit.department_figure.is_other is 'Whether it is several departments.';
comment on column merit.department_figure.people is 'People who were to be appraised; null where that would show how few have no total.';
comment on column merit.department_figure.scored is 'Those of them who have a total.';
comment on column merit.department_figure.mean_total is 'Mean of their totals.';
comment on column merit.department_figure.mean_coefficient is 'Mean of their pay coefficients.';
comment on column merit.department_figure.mean_nps is 'Mean of their NPS; null where fewer than five have one.';

create table merit.follow_up_figure (
    period_id bigint not null,
    sort      text   not null,
    status    text   not null,
    count     bigint not null,
    primary key (period_id, sort, status)
);
comment on table merit.follow_up_figure is 'Rows of merit.follow_up_now as the duty keep_figures kept them.';
comment on column merit.follow_up_figure.period_id is 'The period.';
comment on column merit.follow_up_figure.sort is 'task, or the kind of outcome.';
comment on column merit.follow_up_figure.status is 'How they stand, or other.';
comment on column merit.follow_up_figure.count is 'How many.';

-- Some periods at a time, so that the duty is short.
create function merit.keep_figures() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    changed bigint;
begin
    for changed in select distinct period_id from merit.period_change order by period_id desc limit 12 loop
        -- Whoever keeps the same period at the same time has taken these rows; what comes behind them stays for the next time.
        delete from merit.period_change
        where change_id in (select change_id from merit.period_change where period_id = changed for update skip locked);
        continue when not found;
        delete from merit.grade_figure where period_id = changed;
        insert into merit.grade_figure (period_id, grade, coefficient, people)
        select period_id, grade, coefficient, people from merit.grade_now where period_id = changed;
        delete from merit.department_figure where period_id = changed;
        insert into merit.department_figure (period_id, department, is_other, people, scored, mean_total, mean_coefficient, mean_nps)
        select period_id, department, is_other, people, scored, mean_total, mean_coefficient, mean_nps
        from merit.department_now where period_id = changed;
        delete from merit.follow_up_figure where period_id = changed;
        insert into merit.follow_up_figure (period_id, sort, status, count)
        select period_id, sort, status, count from merit.follow_up_now where period_id = changed;
    end loop;
end
$$;
comment on function merit.keep_figures is 'Keeps the figures of groups of the periods that changed.';

insert into merit.duty (name, every, note) values
    ('keep_figures', '10 seconds', 'Keeps the figures of groups of periods that changed, so that dashboards need not work them out.');

insert into merit.period_change (period_id)
select period_id from merit.appraisal_period where revision > 0 order by period_id;

create or replace view merit.grade_count with (security_barrier) as
select label as period, starts_on, ends_on, grade, coefficient, people
from merit.shown_period
    join (
        select period_id, grade, coefficient, people
        from merit.grade_figure kept
        where not exists (select from merit.period_change change where change.period_id = kept.period_id)
        union all
        select worked_out.period_id, grade, coefficient, people
        from (select distinct period_id from merit.period_change) change
            cross join lateral (select * from merit.grade_now found where found.period_id = change.period_id offset 0) worked_out
    ) figure using (period_id);
comment on view merit.grade_count is
    'How many people of a period have which grade; of a grade that fewer than five have there is no row, see grade.';
comment on column merit.grade_count.grade is 'The grade; other: grades that fewer than five people have, and what had to join them.';
comment on column merit.grade_count.coefficient is 'The pay coefficient that goes with it; null of other.';

create or replace view merit.department_trend with (security_barrier) as
select label as period, starts_on, ends_on, department, people, scored, mean_total, mean_coefficient, mean_nps
from merit.shown_period
    join (
        select period_id, department, people, scored, mean_total, mean_coefficient, mean_nps
        from merit.department_figure kept
        where not exists (select from merit.period_change change where change.period_id = kept.period_id)
        union all
        select worked_out.period_id, department, people, scored, mean_total, mean_coefficient, mean_nps
        from (select distinct period_id from merit.period_change) change
            cross join lateral (select * from merit.department_now found where found.period_id = change.period_id offset 0) worked_out
    ) figure using (period_id);
comment on view merit.department_trend is
    'Means of a department in a period; of a department with fewer than five totals there is no row, see department.';
comment on column merit.department_trend.department is
    'The department; null: people without one; other: departments with fewer than five totals, and what had to join them.';
comment on column merit.department_trend.people is 'People who were to be appraised; null where one to four of them have no total.';
comment on column merit.department_trend.mean_nps is
    'Mean of their NPS, -100 to 100, each person the same weight; null where fewer than five have one.';

create or replace view merit.follow_up_count with (security_barrier) as
select label as period, starts_on, ends_on, sort, status, count
from merit.shown_period
    join (
        select period_id, sort, status, count
        from merit.follow_up_figure kept
        where not exists (select from merit.period_change change where change.period_id = kept.period_id)
        union all
        select worked_out.period_id, sort, status, count
        from (select distinct period_id from merit.period_change) change
            cross join lateral (select * from merit.follow_up_now found where found.period_id = change.period_id offset 0) worked_out
    ) figure using (period_id);
comment on view merit.follow_up_count is
    'How many improvement tasks and outcomes of a period stand how; of what fewer than five people are in there is no row, see status.';
comment on column merit.follow_up_count.status is 'How they stand; other: what fewer than five people are in, and what had to join it.';

grant execute on function merit.keep_figures to merit_worker;
