-- Proposals of period $1 that the reader may decide, of kind $2 or any, kind by kind; $3 of them, or all.
select outcome_id, employee_id, kind, title, title_zh, count(*) over () as all_of_them
from merit_api.outcomes($1)
where status = 'proposed' and standing = 'hr' and ($2::text is null or kind = $2)
order by kind collate "C", employee_id collate "C", outcome_id
limit $3::bigint
