-- Results of period $1 that the reader sees as an officer, beside those of period $2, of people like $3, of department $4, post $5, supervisor
-- $6 and grade $7; by ids, $9 of them behind the first $8, or all where it is null. The first row has what can be chosen from, and is there
-- where nobody is found.
with seen as materialized (
    select r.employee_id, r.name, r.department, r.post, r.supervisor_id, r.status, r.total, r.grade, r.coefficient
    from merit_api.results($1) r
    where r.standing in ('hr', 'auditor')
), before as materialized (
    select r.employee_id, r.total, r.grade
    from merit_api.results($2) r
    where $2::text is not null and r.standing in ('hr', 'auditor')
), found as (
    select s.*, row_number() over (order by s.employee_id collate "C") as place, count(*) over () as people
    from seen s
    where ($3::text is null or position(lower($3) in lower(s.employee_id)) > 0 or position(lower($3) in lower(s.name)) > 0)
        and ($4::text is null or s.department = $4) and ($5::text is null or s.post = $5) and ($6::text is null or s.supervisor_id = $6)
        and ($7::text is null or s.grade = $7)
), shown as (
    select * from found
    where place > $8::bigint and ($9::bigint is null or place <= $8::bigint + $9::bigint)
), choice as (
    select array(select distinct department from seen where department is not null order by 1 limit 31) as departments,
        array(select distinct post from seen where post is not null order by 1 limit 31) as posts,
        array(select distinct supervisor_id from seen where supervisor_id is not null order by 1 limit 31) as supervisors,
        array(select distinct grade from seen where grade is not null order by 1 limit 31) as grades
)
select f.employee_id, f.name, f.department, f.post, f.supervisor_id, f.status, f.total::text as total, f.grade,
    trim_scale(f.coefficient)::text as coefficient, b.total::text as total_before, b.grade as grade_before,
    (f.total - b.total)::text as difference, coalesce(f.people, 0) as people,
    case when f.place is null or f.place = $8::bigint + 1 then c.departments end as departments,
    case when f.place is null or f.place = $8::bigint + 1 then c.posts end as posts,
    case when f.place is null or f.place = $8::bigint + 1 then c.supervisors end as supervisors,
    case when f.place is null or f.place = $8::bigint + 1 then c.grades end as grades
from choice c
    left join shown f on true
    left join before b on b.employee_id = f.employee_id
order by f.place
