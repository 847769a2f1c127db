-- Whose complaints the themes are, from instant $1 until before $2.
select coalesce(complaint.category::text, '') as category, coalesce(complaint.root_cause::text, '') as root_cause,
    complaint.employee_id::text as employee_id, count(*)::bigint as complaints
from merit_source.complaint complaint
where complaint.received_at::timestamptz >= $1 and complaint.received_at::timestamptz < $2 and complaint.employee_id is not null
    and (coalesce(complaint.category::text, ''), coalesce(complaint.root_cause::text, '')) in (select * from unnest($3::text[], $4::text[]))
group by 1, 2, 3
