create table merit_source.maintenance_cost (
    employee_id text, spent_on date, actual numeric, budget numeric);
comment on table merit_source.maintenance_cost is 'What upkeep cost against its budget.';
create index on merit_source.maintenance_cost (spent_on);
