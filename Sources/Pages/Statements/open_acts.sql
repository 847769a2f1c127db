-- What the reader owes, by kind; days in the time zone $1.
select what, count(*) as open, count(*) filter (where is_overdue) as overdue, to_char(min(due) at time zone $1, 'YYYY-MM-DD') as next_due
from merit_api.owed
group by what
order by what
