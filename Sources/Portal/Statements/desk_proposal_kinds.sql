-- How many proposals of which kind there are in period $1 that the reader may decide.
select kind, count(*)
from merit_api.outcomes($1)
where status = 'proposed' and standing = 'hr'
group by kind
order by kind collate "C"
