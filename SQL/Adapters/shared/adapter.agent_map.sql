-- Which agent of the help desk is which employee, where the e-mail address does not say so.
create table merit_source.agent_map (agent text not null, employee_id text);
create unique index on merit_source.agent_map (lower(agent));
comment on table merit_source.agent_map is
    'Which agent of the help desk is which employee, where the e-mail address does not say so.';
comment on column merit_source.agent_map.agent is 'The id that the agent has in the help desk, or the e-mail address.';
comment on column merit_source.agent_map.employee_id is
    'The employee. Null: nobody, for bots and administrators: no employee, and tickets that nobody is credited with.';
