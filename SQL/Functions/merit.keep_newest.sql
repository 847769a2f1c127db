-- Keeps, beside the results that a scoring writes, who has which newest one and where it stands in its department.
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
            select n.*, c.total_error, k.revision is not null as is_known, k.department as department_before
            from (
                select distinct on (employee_id) employee_id, revision, department, total, name, status, reason, reason_zh, grade, coefficient
                from come where period_id = written order by employee_id, revision desc
            ) n left join known k using (employee_id)
                left join merit.confidence c on c.period_id = written and c.employee_id = n.employee_id and c.revision = n.revision
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
                select employee_id, revision, department, total, total_error, name, status, reason, reason_zh, grade, coefficient from newer
                union all
                select employee_id, revision, department, total, total_error, name, status, reason, reason_zh, grade, coefficient
                from known
                where array[department] in (select department from touched) and employee_id not in (select employee_id from newer)
            ) member
        )
        insert into merit.newest_result as kept (period_id, employee_id, revision, department, total, total_error, rank_in_department, name,
            status, reason, reason_zh, grade, coefficient)
        select written, employee_id, r.revision, r.department, r.total, r.total_error, r.place, r.name, r.status, r.reason, r.reason_zh,
            r.grade, r.coefficient
        from ranked r left join known k using (employee_id)
        where k.revision is null or (k.revision, k.rank_in_department) is distinct from (r.revision, r.place)
        on conflict (period_id, employee_id) do update
        set revision = excluded.revision, department = excluded.department, total = excluded.total,
            total_error = excluded.total_error, rank_in_department = excluded.rank_in_department, name = excluded.name, status = excluded.status, reason = excluded.reason,
            reason_zh = excluded.reason_zh, grade = excluded.grade, coefficient = excluded.coefficient;
    end loop;
    return null;
end
$$;
comment on function merit.keep_newest is 'Keeps merit.newest_result beside the results that a scoring writes.';
