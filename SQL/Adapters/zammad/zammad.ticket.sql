-- Tickets of Zammad 7.2; columns that 6.x has too, but for histories.sourceable_type, which is read where it is there.
--
-- Left out: merged tickets, removed ones (a state that Zammad had up to 6.x), and those that a trigger, a job or the
-- system itself opened. Spam is what agents make of it: Zammad has no word for it. Move it to a group of its own and
-- leave that out here.
-- Not to be had: what customers say (Zammad asks no survey), the agreed time once it has passed (close_escalation_at is
-- emptied by closing; close_diff_in_min says by how much it was met).
create view merit_source.ticket as
select tickets.number as ticket_id,
    case
        when credit.agent_id is not null and agent.agent_id is null then 'agent ' || credit.agent_id
        else agent.employee_id
    end as employee_id,
    -- Zammad writes UTC into columns without a zone.
    tickets.created_at at time zone 'UTC' as opened_at,
    tickets.first_response_at at time zone 'UTC' as first_response_at,
    -- close_at is the first close, last_close_at the last; both stay when a ticket is opened again.
    case when state_type.name = 'closed' then coalesce(tickets.last_close_at, tickets.close_at) end at time zone 'UTC'
        as resolved_at,
    coalesce(tickets.last_close_at, tickets.close_at) at time zone 'UTC' as closed_at,
    case
        when state_type.name = 'closed' then 'resolved'
        when state_type.name like 'pending%' then 'pending'
        else state_type.name
    end as status,
    tickets.close_escalation_at at time zone 'UTC' as target_at,
    tickets.close_diff_in_min >= 0 as target_met,
    exists (
        select
        from help_desk.histories
        join help_desk.ticket_states was on was.id = histories.id_from
        join help_desk.ticket_state_types was_type on was_type.id = was.state_type_id and was_type.name = 'closed'
        join help_desk.ticket_states became on became.id = histories.id_to
        join help_desk.ticket_state_types became_type on became_type.id = became.state_type_id
            and became_type.name not in ('closed', 'merged', 'removed')
        where histories.o_id = tickets.id
            and histories.history_object_id = (select id from help_desk.history_objects where name = 'Ticket')
            and histories.history_attribute_id = (select id from help_desk.history_attributes where name = 'state')
    ) as reopened,
    -- Handed from one agent to another. From nobody to the first is no handing over, and neither is putting it back.
    exists (
        select
        from help_desk.histories
        where histories.o_id = tickets.id
            and histories.history_object_id = (select id from help_desk.history_objects where name = 'Ticket')
            and histories.history_attribute_id = (select id from help_desk.history_attributes where name = 'owner')
            and histories.id_from <> 1 and histories.id_to <> 1 and histories.id_from <> histories.id_to
    ) as escalated,
    tickets.customer_id::text as customer_id, groups.name as category, article_type.name as channel,
    regexp_replace(priority.name, '^\d+ ', '') as priority,
    credit.agent_id,
    -- Working time already, by the calendar of the ticket's SLA; without an SLA Zammad does not count it.
    tickets.first_response_in_min as response_working_minutes, tickets.close_in_min as resolution_working_minutes
from help_desk.tickets
join help_desk.ticket_states state on state.id = tickets.state_id
join help_desk.ticket_state_types state_type on state_type.id = state.state_type_id
join help_desk.ticket_priorities priority on priority.id = tickets.priority_id
join help_desk.groups on groups.id = tickets.group_id
left join help_desk.ticket_article_types article_type on article_type.id = tickets.create_article_type_id
left join help_desk.ticket_article_senders opened_by on opened_by.id = tickets.create_article_sender_id
-- Offset 0: once for each ticket that is read, not once for each column that names it.
cross join lateral (
    select coalesce(
        case (select adapter.credit from merit_source.adapter where adapter.name = 'zammad')
            when 'first_responder' then (
                select answers.created_by_id
                from help_desk.ticket_articles answers
                join help_desk.ticket_article_senders sender on sender.id = answers.sender_id and sender.name = 'Agent'
                join help_desk.ticket_article_types type on type.id = answers.type_id and type.communication
                where answers.ticket_id = tickets.id and not answers.internal and answers.created_by_id <> 1
                    and answers.created_by_id::text not in (
                        select agent_id from merit_source.agent where employee_id is null)
                order by answers.created_at, answers.id
                limit 1)
            when 'resolver' then (
                select histories.created_by_id
                from help_desk.histories
                join help_desk.ticket_states became on became.id = histories.id_to
                join help_desk.ticket_state_types became_type on became_type.id = became.state_type_id
                    and became_type.name = 'closed'
                where histories.o_id = tickets.id
                    and histories.history_object_id = (select id from help_desk.history_objects where name = 'Ticket')
                    and histories.history_attribute_id
                        = (select id from help_desk.history_attributes where name = 'state')
                    -- Neither the system nor a trigger, a job or the customer.
                    and histories.created_by_id <> 1 and to_jsonb(histories) ->> 'sourceable_type' is null
                    and histories.created_by_id <> tickets.customer_id
                    and histories.created_by_id::text not in (
                        select agent_id from merit_source.agent where employee_id is null)
                order by histories.created_at desc, histories.id desc
                limit 1)
        end,
        nullif(tickets.owner_id, 1))::text as agent_id
    offset 0
) credit
left join merit_source.agent on agent.agent_id = credit.agent_id
where state_type.name not in ('merged', 'removed') and opened_by.name is distinct from 'System';
comment on view merit_source.ticket is 'Tickets of Zammad, but for merged and automatic ones.';
