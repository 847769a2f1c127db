-- A list of a month's people shows a few columns of their results. They stand beside the rank, so that the results themselves, which are
-- found one by one, are read only by those who ask for more.
alter table merit.newest_result
    add column name        text,
    add column status      text,
    add column reason      text,
    add column reason_zh   text,
    add column grade       text,
    add column coefficient numeric;

comment on column merit.newest_result.name is 'Name at the time.';
comment on column merit.newest_result.status is 'Its status: scored, incomplete or not_appraised.';
comment on column merit.newest_result.reason is 'Why there is no total.';
comment on column merit.newest_result.reason_zh is 'The same in Chinese.';
comment on column merit.newest_result.grade is 'Its grade.';
comment on column merit.newest_result.coefficient is 'Its pay coefficient.';

comment on table merit.event is
    'The audit trail, append-only: who changed what in templates, periods, evaluations, appeals, interviews, courses, benchmarks, targets and settings, and what people did to outcomes, tasks and the findings of reviews.';

-- As in V0019, and with those columns.
create or replace function merit.keep_newest() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    written bigint;
begin
    for written in select distinct period_id from come loop
        with known as materialized (
            select * from merit.newest_result where period_id = written
        ), newer as materialized (
            select n.*, k.revision is not null as is_known, k.department as department_before
            from (
                select distinct on (employee_id) employee_id, revision, department, total, name, status, reason, reason_zh, grade, coefficient
                from come where period_id = written order by employee_id, revision desc
            ) n left join known k using (employee_id)
            where k.revision is null or k.revision < n.revision
        ), touched as (
            -- An array, because null is a department like any other here.
            select distinct array[department] as department from newer
            union
            select array[department_before] from newer where is_known
        ), ranked as (
            select member.*, case when total is not null then
                rank() over (partition by department, total is null order by total desc) end as place
            from (
                select employee_id, revision, department, total, name, status, reason, reason_zh, grade, coefficient from newer
                union all
                select employee_id, revision, department, total, name, status, reason, reason_zh, grade, coefficient
                from known
                where array[department] in (select department from touched) and employee_id not in (select employee_id from newer)
            ) member
        )
        insert into merit.newest_result as kept (period_id, employee_id, revision, department, total, rank_in_department, name, status,
            reason, reason_zh, grade, coefficient)
        select written, employee_id, r.revision, r.department, r.total, r.place, r.name, r.status, r.reason, r.reason_zh, r.grade,
            r.coefficient
        from ranked r left join known k using (employee_id)
        where k.revision is null or (k.revision, k.rank_in_department) is distinct from (r.revision, r.place)
        on conflict (period_id, employee_id) do update
        set revision = excluded.revision, department = excluded.department, total = excluded.total,
            rank_in_department = excluded.rank_in_department, name = excluded.name, status = excluded.status, reason = excluded.reason,
            reason_zh = excluded.reason_zh, grade = excluded.grade, coefficient = excluded.coefficient;
    end loop;
    return null;
end
$$;

-- A left join by the whole key is left out where nothing of its table is asked for.
create or replace view merit.current_result as
select newest.period_id, newest.employee_id, newest.revision, result.run_id, result.template_code, result.template_version, newest.name,
    newest.department, result.post, result.supervisor_id, result.days_employed, result.days_on_leave, newest.status, newest.reason,
    newest.reason_zh, result.self_score, result.supervisor_score, result.peer_score, result.data_score, newest.total, newest.grade,
    newest.coefficient, result.coverage, result.near_cut, result.nps, result.nps_margin, result.nps_responses, result.nps_promoters,
    result.nps_detractors, result.satisfaction, result.satisfaction_responses, result.satisfied, result.changed,
    newest.rank_in_department, named.label as period
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    left join merit.result on result.period_id = newest.period_id and result.employee_id = newest.employee_id
        and result.revision = newest.revision;

-- Updated, not written anew: whoever reads in an older snapshot would find a table that was truncated empty.
update merit.newest_result newest
set name = result.name, status = result.status, reason = result.reason, reason_zh = result.reason_zh, grade = result.grade,
    coefficient = result.coefficient
from merit.result
where result.period_id = newest.period_id and result.employee_id = newest.employee_id and result.revision = newest.revision;
