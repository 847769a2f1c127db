-- Mean totals of departments of five or more people in the periods $1.
select period, department, mean_total
from merit_api.department_trends()
where period = any ($1::text[]) and department is not null
