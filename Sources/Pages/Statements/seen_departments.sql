-- Departments of period $1 as far as the reader may see their people.
select department, count(*) as people, count(total) as scored, round(avg(total), 2) as mean_total, round(avg(nps), 1) as mean_nps,
    count(*) filter (where near_cut) as near_cut
from merit_api.results($1)
where standing <> 'person' and ($2::text is null or department = $2)
group by department
order by department
