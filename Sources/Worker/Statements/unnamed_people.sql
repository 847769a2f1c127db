-- Which of the ids $1 no row of employee has, whenever it counts.
select id
from unnest($1::text[]) id
where id collate "C" not in (select employee.employee_id::text collate "C" from merit_source.employee where employee.employee_id is not null)
order by id collate "C"
