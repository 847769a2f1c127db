-- Assignments that touch the period. Names in braces are put in by the source reader: quoted columns, or null where the
-- source has none.
select employee_id::text, {name}::text, {post}::text, {department}::text, {supervisor_id}::text,
    {employed_from}::date, {employed_to}::date
from {relation}
where employee_id is not null
    and ({employed_from}::date is null or {employed_from}::date < $2)
    and ({employed_to}::date is null or {employed_to}::date >= $1)
