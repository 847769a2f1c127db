-- The desk's agents as employees, for those who have no relation of employees. It knows today alone: whoever is
-- promoted or moves takes the past along. Better is a relation of HR's own, with dates; the adapter takes it where it
-- is there already.
create view merit_source.employee as
select distinct on (employee_id) employee_id, name, post, department, null::text as supervisor_id,
    null::date as employed_from, left_on as employed_to
from (
    select
        coalesce(by_id.employee_id, by_mail.employee_id, lower(desk_agent.email), 'agent ' || agent_id) as employee_id,
        name, post, department, left_on
    from merit_source.desk_agent
    left join merit_source.agent_map by_id on lower(by_id.agent) = desk_agent.agent_id
    left join merit_source.agent_map by_mail on lower(by_mail.agent) = lower(desk_agent.email) and by_id.agent is null
    where not (coalesce(by_id.agent, by_mail.agent) is not null
        and coalesce(by_id.employee_id, by_mail.employee_id) is null)
) agents
-- Somebody with two accounts is one employee, and has not left while one of them is in use.
order by employee_id, left_on desc nulls first, name;
comment on view merit_source.employee is 'The agents of the help desk, as it knows them today.';
