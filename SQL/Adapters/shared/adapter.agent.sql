-- Who each agent is: by agent_map; by the e-mail address, which is the column email of employee where there is one and
-- the id itself otherwise; and where none of them says so, the address as an id that `merit source check` then names as
-- unknown.
create view merit_source.agent as
with staff as (
    -- The row as a whole, because a relation of HR's own may have no column of that name.
    select lower(coalesce(to_jsonb(employee) ->> 'email', employee_id::text)) as email,
        min(employee_id::text) as employee_id
    from merit_source.employee
    group by 1
    having count(distinct employee_id) = 1
)
select agent_id, name, desk_agent.email,
    case
        when coalesce(by_id.agent, by_mail.agent) is not null then coalesce(by_id.employee_id, by_mail.employee_id)
        else coalesce(staff.employee_id, lower(desk_agent.email), 'agent ' || agent_id)
    end as employee_id
from merit_source.desk_agent
left join merit_source.agent_map by_id on lower(by_id.agent) = desk_agent.agent_id
left join merit_source.agent_map by_mail on lower(by_mail.agent) = lower(desk_agent.email) and by_id.agent is null
left join staff on staff.email = lower(desk_agent.email)
union all
-- Agents whom the desk has deleted, and tickets still name.
select agent, null, null, employee_id
from merit_source.agent_map
where not exists (
    select from merit_source.desk_agent
    where desk_agent.agent_id = lower(agent_map.agent) or lower(desk_agent.email) = lower(agent_map.agent));
comment on view merit_source.agent is 'Who each agent of the help desk is: the employee, or nobody.';
