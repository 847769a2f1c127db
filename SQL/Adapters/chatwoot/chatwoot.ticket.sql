-- Conversations of Chatwoot 3.14 to 4.5.
--
-- Left out: conversations of blocked contacts, which is what Chatwoot has for spam, and those in which no customer has
-- written: campaigns that nobody answered. There is no merging of conversations. What a bot settled alone is nobody's.
-- Not to be had: whether a conversation went from one agent to another, which stands in words among its messages alone.
create view merit_source.ticket as
select
    -- The number that people see is one of the account.
    case
        when conversations.account_id = (select min(id) from help_desk.accounts) then conversations.display_id::text
        else conversations.account_id || '/' || conversations.display_id
    end as ticket_id,
    case
        when credit.agent_id is not null and agent.agent_id is null then 'agent ' || credit.agent_id
        else agent.employee_id
    end as employee_id,
    -- Chatwoot writes UTC into columns without a zone. A campaign becomes a ticket by the first thing that the customer
    -- writes.
    coalesce(case when conversations.campaign_id is null then conversations.created_at end, asked.created_at)
        at time zone 'UTC' as opened_at,
    answer.created_at at time zone 'UTC' as first_response_at,
    -- A conversation has no time of its solution: the last event has it, and stays when the conversation is opened
    -- again.
    case when conversations.status = 1 then solved.last_at end at time zone 'UTC' as resolved_at,
    solved.last_at at time zone 'UTC' as closed_at,
    case conversations.status when 0 then 'open' when 1 then 'resolved' when 2 then 'pending' when 3 then 'snoozed' end
        as status,
    -- 0 active, 1 hit, 2 missed, 3 active with misses.
    (
        select bool_and(sla_status = 1)
        from help_desk.applied_slas
        where applied_slas.conversation_id = conversations.id and sla_status <> 0) as target_met,
    coalesce(solved.times > case when conversations.status = 1 then 1 else 0 end, false) as reopened,
    conversations.contact_id::text as customer_id, inboxes.name as category,
    lower(regexp_replace(replace(inboxes.channel_type, 'Channel::', ''), '([a-z])([A-Z])', '\1_\2', 'g')) as channel,
    case conversations.priority when 0 then 'low' when 1 then 'medium' when 2 then 'high' when 3 then 'urgent' end
        as priority,
    credit.agent_id
from help_desk.conversations
join help_desk.contacts on contacts.id = conversations.contact_id and not contacts.blocked
join help_desk.inboxes on inboxes.id = conversations.inbox_id
-- 0 incoming, 1 outgoing, 2 activity, 3 template.
join lateral (
    select messages.id, messages.created_at
    from help_desk.messages
    where messages.conversation_id = conversations.id and messages.message_type = 0
    order by messages.created_at, messages.id
    limit 1
) asked on true
-- Once for all conversations, because resolved_at is what most is looked for by.
left join (
    select conversation_id, count(*) as times, max(event_end_time) as last_at,
        (array_agg(user_id order by event_end_time desc, id desc))[1] as user_id
    from help_desk.reporting_events
    where name = 'conversation_resolved'
    group by conversation_id
) solved on solved.conversation_id = conversations.id
-- The first answer of a person: no private note, no template, no bot, no rule, no campaign; and not what opened the
-- conversation.
left join lateral (
    select messages.created_at, messages.sender_id
    from help_desk.messages
    -- An attribute of the program's own writing, a JSON text within JSON.
    cross join lateral (
        select case json_typeof(messages.content_attributes)
            when 'string' then (messages.content_attributes #>> '{}')::json
            else messages.content_attributes
        end as attributes) content
    where messages.conversation_id = conversations.id and messages.message_type = 1 and not messages.private
        and messages.sender_type = 'User' and content.attributes ->> 'automation_rule_id' is null
        and messages.additional_attributes ->> 'campaign_id' is null
        and (messages.created_at, messages.id) > (asked.created_at, asked.id)
        and messages.sender_id::text not in (select agent_id from merit_source.agent where employee_id is null)
    order by messages.created_at, messages.id
    limit 1
) answer on true
-- Offset 0: once for each conversation that is read, not once for each column that names it.
cross join lateral (
    select coalesce(
        case (select adapter.credit from merit_source.adapter where adapter.name = 'chatwoot')
            when 'first_responder' then answer.sender_id
            -- Whoever had it when it was resolved last; who pressed the button is not kept.
            when 'resolver' then solved.user_id
        end,
        -- An agent who is removed loses the conversations; the event of their solution names them still.
        conversations.assignee_id, case when conversations.status = 1 then solved.user_id end)::text as agent_id
    offset 0
) credit
left join merit_source.agent on agent.agent_id = credit.agent_id;
comment on view merit_source.ticket is 'Conversations of Chatwoot in which a customer wrote.';
