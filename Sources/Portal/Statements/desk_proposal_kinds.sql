-- How many proposals of which kind there are in period $1 that the reader may decide.
-- Templates may call one of their own by the same name and other titles: all of these are told.
select kind, string_agg(distinct title_zh, ' / '), string_agg(distinct title, ' / '), count(*)
from merit_api.outcomes($1)
where status = 'proposed' and standing = 'hr'
group by kind
order by kind collate "C"
