-- Which revision of a result is the newest, and the rank that follows from it, are kept beside the results: worked out when somebody
-- reads, they took the results of all periods, however few were asked for.
create table merit.newest_result (
    period_id          bigint  not null,
    employee_id        text    not null,
    revision           integer not null,
    department         text,
    total              numeric(5,2),
    rank_in_department bigint,
    primary key (period_id, employee_id)
);

comment on table merit.newest_result is
    'The newest revision of each result, and its rank; follows merit.result by itself. merit.current_result shows both.';
comment on column merit.newest_result.period_id is 'The period.';
comment on column merit.newest_result.employee_id is 'The person.';
comment on column merit.newest_result.revision is 'The newest revision of the result.';
comment on column merit.newest_result.department is 'Its department.';
comment on column merit.newest_result.total is 'Its total.';
comment on column merit.newest_result.rank_in_department is 'Rank by total within the department; null without a total.';

-- Ranks change for the colleagues of whoever is new, in the department that a person is in and in the one that the person left.
-- Period by period, because only of a single one does the planner know that it is a small part.
create function merit.keep_newest() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    written bigint;
begin
    for written in select distinct period_id from come loop
        with known as materialized (
            select * from merit.newest_result where period_id = written
        ), newer as materialized (
            select n.employee_id, n.revision, n.department, n.total, k.revision is not null as is_known, k.department as department_before
            from (
                select distinct on (employee_id) employee_id, revision, department, total
                from come where period_id = written order by employee_id, revision desc
            ) n left join known k using (employee_id)
            where k.revision is null or k.revision < n.revision
        ), touched as (
            -- An array, because null is a department like any other here.
            select distinct array[department] as department from newer
            union
            select array[department_before] from newer where is_known
        ), ranked as (
            select employee_id, revision, department, total, case when total is not null then
                rank() over (partition by department, total is null order by total desc) end as place
            from (
                select employee_id, revision, department, total from newer
                union all
                select employee_id, revision, department, total
                from known
                where array[department] in (select department from touched) and employee_id not in (select employee_id from newer)
            ) member
        )
        insert into merit.newest_result as kept (period_id, employee_id, revision, department, total, rank_in_department)
        select written, employee_id, r.revision, r.department, r.total, r.place
        from ranked r left join known k using (employee_id)
        where k.revision is null or (k.revision, k.rank_in_department) is distinct from (r.revision, r.place)
        on conflict (period_id, employee_id) do update
        set revision = excluded.revision, department = excluded.department, total = excluded.total,
            rank_in_department = excluded.rank_in_department;
    end loop;
    return null;
end
$$;
comment on function merit.keep_newest is 'Keeps merit.newest_result beside the results that a scoring writes.';

create trigger keep_newest after insert on merit.result
    referencing new table as come for each statement execute function merit.keep_newest();

insert into merit.newest_result (period_id, employee_id, revision, department, total, rank_in_department)
select period_id, employee_id, revision, department, total,
    case when total is not null then rank() over (partition by period_id, department, total is null order by total desc) end
from (
    select distinct on (period_id, employee_id) period_id, employee_id, revision, department, total
    from merit.result order by period_id, employee_id, revision desc
) newest;

-- The periods stand first: by them and the key of the newest results one person's are found without an index of their own. The label
-- is called period here, so that whoever joins the periods for their label goes on doing so.
create or replace view merit.current_result as
select result.*, newest.rank_in_department, named.label as period
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    join merit.result on result.period_id = named.period_id and result.employee_id = newest.employee_id
        and result.revision = newest.revision;

comment on column merit.current_result.period is 'Label of the period.';

create or replace view merit.current_indicator_score as
select score.*
from merit.appraisal_period named
    join merit.newest_result newest using (period_id)
    join merit.indicator_score score on score.period_id = named.period_id and score.employee_id = newest.employee_id
        and score.revision = newest.revision;

grant select on merit.newest_result to merit_worker, merit_hr;
