-- Answers to the survey of GLPI. One that was sent and not answered has no date_answered; no star is no answer. GLPI
-- does not keep whom an answer is about: it is the owner's, whoever is credited with the ticket.
create view merit_source.satisfaction_response as
select
    case
        when owner.users_id is not null and agent.agent_id is null then 'agent ' || owner.users_id
        else agent.employee_id
    end as employee_id,
    -- Since 10.1 there are other scales, and a column with what the answer is on the one to 5.
    coalesce(to_jsonb(answers) ->> 'satisfaction_scaled_to_5', answers.satisfaction::text)::numeric as score,
    answers.date_answered at time zone zone.name as responded_at, null::text as aspect, tickets.id::text as ticket_id,
    answers.comment
from help_desk.glpi_ticketsatisfactions answers
cross join (select time_zone as name from merit_source.adapter where adapter.name = 'glpi') zone
join help_desk.glpi_tickets tickets on tickets.id = answers.tickets_id and tickets.is_deleted = 0
left join (
    select tickets_id, (array_agg(users_id order by id desc))[1] as users_id
    from help_desk.glpi_tickets_users
    where type = 2 and users_id <> 0
    group by tickets_id
) owner on owner.tickets_id = tickets.id
left join merit_source.agent on agent.agent_id = owner.users_id::text
where answers.date_answered is not null and answers.satisfaction >= 1;
comment on view merit_source.satisfaction_response is 'Answers to the survey of GLPI, 1 to 5.';
