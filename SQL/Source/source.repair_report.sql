create table merit_source.repair_report (
    report_id text, ticket_id text, employee_id text, submitted_at timestamptz, fixed_first_visit boolean, visits numeric,
    parts_wait_hours numeric, remote boolean);
comment on table merit_source.repair_report is 'Reports from repairs in the field.';
create index on merit_source.repair_report (submitted_at);
