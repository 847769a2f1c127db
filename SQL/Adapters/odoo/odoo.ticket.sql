-- Tickets of helpdesk_mgmt 16.0.2.6.2 (OCA) in Odoo 16; in 17, too, where the reference of a tracked field has another
-- name.
--
-- Left out: archived tickets, which is what is done with doubles and spam. Cancelled and rejected ones are there with a
-- status of their own, and never resolved: their stages are closed too. Whoever made more stages of that kind names
-- them below.
-- Not to be had: tickets that a rule or a job opened (all that comes by mail is created by Odoo itself), an agreed time
-- (helpdesk_mgmt_sla, where it is installed, has one).
create view merit_source.ticket as
select tickets.number as ticket_id,
    case
        when credit.agent_id is not null and agent.agent_id is null then 'agent ' || credit.agent_id
        else agent.employee_id
    end as employee_id,
    -- Odoo writes UTC into columns without a zone.
    tickets.create_date at time zone 'UTC' as opened_at,
    answer.date at time zone 'UTC' as first_response_at,
    -- closed_date stays when a ticket is opened again; it is there for every closed stage.
    case when stage.closed and not stage.is_dropped then tickets.closed_date end at time zone 'UTC' as resolved_at,
    tickets.closed_date at time zone 'UTC' as closed_at,
    case
        when stage.is_dropped then stage.dropped
        when stage.closed then 'resolved'
        when stage.unattended then 'new'
        else 'open'
    end as status,
    exists (
        select
        from help_desk.mail_message
        join help_desk.mail_tracking_value tracked on tracked.mail_message_id = mail_message.id
        join help_desk.helpdesk_ticket_stage was on was.id = tracked.old_value_integer and was.closed
        join help_desk.helpdesk_ticket_stage became on became.id = tracked.new_value_integer
            and became.closed is not true
        where mail_message.model = 'helpdesk.ticket' and mail_message.res_id = tickets.id
            -- The column is field in 16 and field_id in 17.
            and coalesce(to_jsonb(tracked) ->> 'field_id', to_jsonb(tracked) ->> 'field')::integer
                = (select id from help_desk.ir_model_fields where model = 'helpdesk.ticket' and name = 'stage_id')
    ) as reopened,
    -- Handed from one agent to another. From nobody to the first is no handing over, and neither is putting it back.
    exists (
        select
        from help_desk.mail_message
        join help_desk.mail_tracking_value tracked on tracked.mail_message_id = mail_message.id
        where mail_message.model = 'helpdesk.ticket' and mail_message.res_id = tickets.id
            and coalesce(to_jsonb(tracked) ->> 'field_id', to_jsonb(tracked) ->> 'field')::integer
                = (select id from help_desk.ir_model_fields where model = 'helpdesk.ticket' and name = 'user_id')
            and tracked.old_value_integer > 0 and tracked.new_value_integer > 0
            and tracked.old_value_integer <> tracked.new_value_integer
    ) as escalated,
    tickets.partner_id::text as customer_id,
    -- Names are translated, in JSON: the English one, or else the first.
    coalesce(category.name ->> 'en_US', jsonb_path_query_first(category.name, '$.*') #>> '{}') as category,
    lower(coalesce(channel.name ->> 'en_US', jsonb_path_query_first(channel.name, '$.*') #>> '{}')) as channel,
    case tickets.priority when '0' then 'low' when '1' then 'medium' when '2' then 'high' when '3' then 'very high' end
        as priority,
    credit.agent_id
from help_desk.helpdesk_ticket tickets
left join (
    select stages.id, coalesce(stages.closed, false) as closed, coalesce(stages.unattended, false) as unattended,
        dropped.name is not null as is_dropped, replace(dropped.name, 'helpdesk_ticket_stage_', '') as dropped
    from help_desk.helpdesk_ticket_stage stages
    left join help_desk.ir_model_data dropped
        on dropped.module = 'helpdesk_mgmt' and dropped.model = 'helpdesk.ticket.stage' and dropped.res_id = stages.id
            and dropped.name in ('helpdesk_ticket_stage_cancelled', 'helpdesk_ticket_stage_rejected')
) stage on stage.id = tickets.stage_id
left join help_desk.helpdesk_ticket_category category on category.id = tickets.category_id
left join help_desk.helpdesk_ticket_channel channel on channel.id = tickets.channel_id
-- The first answer of a person to the customer: no note, no notification, nothing that Odoo or the customer wrote.
left join lateral (
    select mail_message.date, desk_agent.agent_id
    from help_desk.mail_message
    join help_desk.mail_message_subtype subtype on subtype.id = mail_message.subtype_id and subtype.internal is not true
    join merit_source.desk_agent on desk_agent.partner_id = mail_message.author_id
    where mail_message.model = 'helpdesk.ticket' and mail_message.res_id = tickets.id
        and mail_message.message_type in ('comment', 'email', 'email_outgoing') and mail_message.is_internal is not true
        and mail_message.author_id is distinct from tickets.partner_id
        and desk_agent.agent_id not in (select agent_id from merit_source.agent where employee_id is null)
    order by mail_message.date, mail_message.id
    limit 1
) answer on true
-- Offset 0: once for each ticket that is read, not once for each column that names it.
cross join lateral (
    select coalesce(
        case (select adapter.credit from merit_source.adapter where adapter.name = 'odoo')
            when 'first_responder' then answer.agent_id
            when 'resolver' then (
                select desk_agent.agent_id
                from help_desk.mail_message
                join help_desk.mail_tracking_value tracked on tracked.mail_message_id = mail_message.id
                join help_desk.helpdesk_ticket_stage became on became.id = tracked.new_value_integer and became.closed
                -- Neither Odoo nor the customer, who may close in the portal.
                join merit_source.desk_agent on desk_agent.partner_id = mail_message.author_id
                where mail_message.model = 'helpdesk.ticket' and mail_message.res_id = tickets.id
                    and coalesce(to_jsonb(tracked) ->> 'field_id', to_jsonb(tracked) ->> 'field')::integer
                        = (
                            select id from help_desk.ir_model_fields
                            where model = 'helpdesk.ticket' and name = 'stage_id')
                    and desk_agent.agent_id not in (select agent_id from merit_source.agent where employee_id is null)
                order by mail_message.date desc, mail_message.id desc
                limit 1)
        end,
        nullif(tickets.user_id, 1)::text) as agent_id
    offset 0
) credit
left join merit_source.agent on agent.agent_id = credit.agent_id
where tickets.active;
comment on view merit_source.ticket is 'Tickets of the help desk of Odoo, but for archived ones.';
