-- Agents whose tickets count for nobody, because `employee` does not name them. A row of agent_map mends each.
create view merit_source.unmapped_agent as
select ticket.agent_id, desk_agent.name, desk_agent.email, ticket.employee_id, count(*) as tickets,
    max(ticket.opened_at) as last_opened_at
from merit_source.ticket
left join merit_source.desk_agent using (agent_id)
where ticket.employee_id is not null
    and not exists (select from merit_source.employee where employee.employee_id::text = ticket.employee_id)
group by ticket.agent_id, desk_agent.name, desk_agent.email, ticket.employee_id;
comment on view merit_source.unmapped_agent is
    'Agents with tickets whom employee does not name: give each a row of agent_map, or employee their e-mail address.';
