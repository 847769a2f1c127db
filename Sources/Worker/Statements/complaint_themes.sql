-- Complaints by category and root cause from instant $2 until before $3, with how many there were from $1 until before $2. Days and
-- times without zone are read in the session's zone.
with complaint as materialized (
    select complaint.category::text as category, complaint.root_cause::text as root_cause, complaint.customer_id::text as customer_id,
        complaint.ticket_id::text as ticket_id, complaint.received_at::timestamptz as received_at
    from merit_source.complaint complaint
    where complaint.received_at::timestamptz >= $1::timestamptz - interval '720 hours' and complaint.received_at::timestamptz < $3
),
seen as materialized (
    select coalesce(category, '') as category, coalesce(root_cause, '') as root_cause, customer_id, ticket_id, received_at,
        case when category is not null and customer_id is not null then
            coalesce(received_at <= lag(received_at) over (partition by customer_id, category order by received_at) + interval '720 hours', false)
        end as repeats
    from complaint
),
-- One wait for each ticket, so that a ticket with two complaints does not count twice.
wait as (
    select distinct seen.category, seen.root_cause, report.report_id::text as report_id, report.parts_wait_hours::text::numeric as hours
    from seen
        join merit_source.repair_report report on report.ticket_id::text = seen.ticket_id
    where seen.received_at >= $2 and report.parts_wait_hours::text not in ('NaN', 'Infinity', '-Infinity')
),
waited as (
    select category, root_cause, count(*) as waits,
        (percentile_disc(0.5) within group (order by hours) + percentile_disc(0.5) within group (order by hours desc)) / 2 as hours
    from wait
    group by category, root_cause
)
select category, root_cause,
    count(*) filter (where received_at >= $2)::bigint as complaints,
    count(*) filter (where received_at >= $1 and received_at < $2)::bigint as previous,
    count(distinct customer_id) filter (where received_at >= $2)::bigint as customers,
    count(repeats) filter (where received_at >= $2)::bigint as known,
    count(*) filter (where received_at >= $2 and repeats)::bigint as repeats,
    max(waited.hours) as parts_wait, coalesce(max(waited.waits), 0)::bigint as parts_waits
from seen
    left join waited using (category, root_cause)
group by category, root_cause
having count(*) filter (where received_at >= $2) > 0
