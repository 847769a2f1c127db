insert into merit_source.agent_map (agent, employee_id) values ('bot@firm.example', null);
