-- How many results of people towards whom the reader has a duty there are in period $1, by status, and how their delivery stands.
select r.status, d.state, count(*) as people
from merit_api.results($1) r
    left join merit_api.deliveries($1) d on d.employee_id = r.employee_id and d.is_newest
where r.standing in ('hr', 'auditor')
group by r.status, d.state
order by r.status, d.state
