-- How many people of each department have which grade in period $1; of department $2 alone, where one is given. They are those whom the reader
-- may see; null: without a grade, without a department.
select department, grade, count(*) as people
from merit_api.results($1)
where standing <> 'person' and status <> 'not_appraised' and ($2::text is null or department = $2)
group by department, grade
