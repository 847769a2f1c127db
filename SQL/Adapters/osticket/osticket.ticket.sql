-- Tickets of osTicket 1.18.1, through foreign tables of mysql_fdw or tables of the same shape.
--
-- Left out: tickets that were merged into another, and those that wait to be deleted. Linked tickets stay: each is one.
-- Not to be had: spam, which osTicket deletes or never makes a ticket of; who was the owner before somebody else closed
-- the ticket, which makes the closing agent its owner.
create view merit_source.ticket as
select tickets.ticket_id::text as ticket_id,
    case
        when credit.agent_id is not null and agent.agent_id is null then 'agent ' || credit.agent_id
        else agent.employee_id
    end as employee_id,
    -- MySQL gives times in the zone of its session, and without saying so.
    tickets.created at time zone zone.name as opened_at, answer.created at time zone zone.name as first_response_at,
    ended.closed at time zone zone.name as resolved_at,
    coalesce(ended.closed, events.closed_at) at time zone zone.name as closed_at,
    case when ended.closed is not null then 'resolved' else status.state end as status,
    coalesce(tickets.duedate, tickets.est_duedate) at time zone zone.name as target_at,
    -- Closing empties a target that is past: that it was missed, only the mark that the cron job sets in time says.
    case
        when ended.closed is null then null
        when tickets.duedate is not null then ended.closed <= tickets.duedate
        when events.overdue_at >= coalesce(tickets.reopened, tickets.created) then false
        else ended.closed <= tickets.est_duedate
    end as target_met,
    tickets.reopened is not null or coalesce(events.is_reopened, false) as reopened,
    coalesce(events.is_transferred, false) as transferred,
    nullif(tickets.user_id, 0)::text as customer_id, topic.topic as category, lower(tickets.source) as channel,
    priority.name as priority, credit.agent_id
from help_desk.ost_ticket tickets
cross join (select time_zone as name from merit_source.adapter where adapter.name = 'osticket') zone
join help_desk.ost_ticket_status status on status.id = tickets.status_id
left join help_desk.ost_help_topic topic on topic.topic_id = tickets.topic_id
cross join lateral (
    select case when status.state in ('closed', 'archived') then tickets.closed end as closed
    offset 0
) ended
-- Once for all tickets: a foreign table is asked once, and not for each ticket.
left join (
    select entry.object_id as ticket_id, min(priority.priority) as name
    from help_desk.ost_form_entry entry
    join help_desk.ost_form_entry_values answers on answers.entry_id = entry.id
    join help_desk.ost_form_field field on field.id = answers.field_id and field.name = 'priority'
    join help_desk.ost_ticket_priority priority on priority.priority_id = answers.value_id
    where entry.object_type = 'T'
    group by entry.object_id
) priority on priority.ticket_id = tickets.ticket_id
left join (
    select threads.object_id as ticket_id, max(log.timestamp) filter (where event.name = 'closed') as closed_at,
        max(log.timestamp) filter (where event.name = 'overdue') as overdue_at,
        bool_or(event.name = 'reopened') as is_reopened, bool_or(event.name = 'transferred') as is_transferred,
        -- Of a person: S staff, U user; the system closes as nobody.
        (array_agg(log.uid order by log.timestamp desc, log.id desc) filter (
            where event.name = 'closed' and log.uid_type = 'S' and log.uid <> 0
                and log.uid::text not in (select agent_id from merit_source.agent where employee_id is null)))[1]
            as closer_id
    from help_desk.ost_thread_event log
    join help_desk.ost_event event on event.id = log.event_id
    join help_desk.ost_thread threads on threads.id = log.thread_id and threads.object_type = 'T'
    group by threads.object_id
) events on events.ticket_id = tickets.ticket_id
-- The first answer of a person: R response; M is a message of the customer, N a note. Filters answer as the system.
left join (
    select distinct on (threads.object_id) threads.object_id as ticket_id, entries.created, entries.staff_id
    from help_desk.ost_thread_entry entries
    join help_desk.ost_thread threads on threads.id = entries.thread_id and threads.object_type = 'T'
    join merit_source.agent on agent.agent_id = entries.staff_id::text and agent.employee_id is not null
    where entries.type = 'R' and entries.poster not like 'SYSTEM%'
    order by threads.object_id, entries.created, entries.id
) answer on answer.ticket_id = tickets.ticket_id
cross join lateral (
    select coalesce(
        case (select adapter.credit from merit_source.adapter where adapter.name = 'osticket')
            when 'first_responder' then answer.staff_id
            when 'resolver' then events.closer_id
        end,
        nullif(tickets.staff_id, 0))::text as agent_id
    offset 0
) credit
left join merit_source.agent on agent.agent_id = credit.agent_id
where status.state <> 'deleted'
    -- 1 merged with all its messages, 2 merged and kept apart, 8 linked, 16 what others were merged into.
    and (tickets.ticket_pid is null or tickets.flags & 3 = 0);
comment on view merit_source.ticket is 'Tickets of osTicket, but for those that were merged into others.';
