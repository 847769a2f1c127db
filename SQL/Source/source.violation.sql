create table merit_source.violation (
    employee_id text, day date, severity text);
comment on table merit_source.violation is 'Violations of rules: minor or major.';
create index on merit_source.violation (day);
