-- Ratings by helpdesk_mgmt_rating. One that was asked for and not given is 0 and not consumed: it is no answer. A
-- rating names the agent who had the ticket when it was asked for, whoever is credited with it.
create view merit_source.satisfaction_response as
select
    case when operator.id is not null and agent.agent_id is null then 'agent ' || operator.id else agent.employee_id end
        as employee_id,
    ratings.rating::numeric as score,
    -- create_date is when it was asked for.
    coalesce(mail_message.date, ratings.write_date) at time zone 'UTC' as responded_at, null::text as aspect,
    tickets.number as ticket_id,
    ratings.feedback as comment, ratings.partner_id::text as customer_id
from help_desk.rating_rating ratings
join help_desk.helpdesk_ticket tickets on tickets.id = ratings.res_id and tickets.active
left join help_desk.mail_message on mail_message.id = ratings.message_id
left join lateral (
    select res_users.id
    from help_desk.res_users
    where res_users.partner_id = ratings.rated_partner_id and not coalesce(res_users.share, false)
    order by res_users.active desc, res_users.id
    limit 1
) operator on true
left join merit_source.agent on agent.agent_id = operator.id::text
where ratings.res_model = 'helpdesk.ticket' and ratings.consumed and ratings.rating >= 1;
comment on view merit_source.satisfaction_response is 'Ratings of tickets of Odoo that customers gave, 1 to 5.';
