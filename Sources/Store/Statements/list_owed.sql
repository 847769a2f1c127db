-- What is owed, of one person ($1) or of everyone, or of that what is overdue ($2).
select what, coalesce(person, duty) as who, about, period, number::text, since::text, due::text, is_overdue
from merit.owed
where ($1::text is null or person = $1) and (is_overdue or not $2)
order by due nulls last, what, about, period_id, number
