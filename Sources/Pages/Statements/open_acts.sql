-- What the reader owes because of period $2, by kind; days in the time zone $1.
select what, count(*) as open, count(*) filter (where is_overdue) as overdue, to_char(min(due) at time zone $1, 'YYYY-MM-DD HH24:MI') as next_due
from merit_api.owed
where period = $2
group by what
order by what
