-- Answers to the survey that Chatwoot sends when a conversation is resolved (CSAT, to be switched on in each inbox).
-- They name the agent who had the conversation when they were asked for, whoever is credited with it. A survey that
-- nobody answered has no row.
create view merit_source.satisfaction_response as
select
    case
        when assigned_agent_id is not null and agent.agent_id is null then 'agent ' || assigned_agent_id
        else agent.employee_id
    end as employee_id,
    rating as score, responses.created_at at time zone 'UTC' as responded_at, null::text as aspect,
    case
        when conversations.account_id = (select min(id) from help_desk.accounts) then conversations.display_id::text
        else conversations.account_id || '/' || conversations.display_id
    end as ticket_id,
    feedback_message as comment, responses.contact_id::text as customer_id
from help_desk.csat_survey_responses responses
join help_desk.conversations on conversations.id = responses.conversation_id
join help_desk.contacts on contacts.id = responses.contact_id and not contacts.blocked
left join merit_source.agent on agent.agent_id = responses.assigned_agent_id::text;
comment on view merit_source.satisfaction_response is 'Answers to the survey of Chatwoot, 1 to 5.';
