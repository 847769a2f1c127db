-- Empty source tables, for those who have nothing yet. Whoever has a help desk writes views of these names instead.
create schema if not exists merit_source;
comment on schema merit_source is 'What Merit reads: views or tables that the company provides.';

create table merit_source.employee (
    employee_id text, name text, post text, department text, supervisor_id text, employed_from date, employed_to date);
create table merit_source.ticket (
    ticket_id text, employee_id text, opened_at timestamptz, resolved_at timestamptz, closed_at timestamptz, status text,
    first_response_at timestamptz, target_at timestamptz, target_met boolean, reopened boolean, escalated boolean,
    customer_id text, category text, channel text, priority text, remote boolean, repeat_of text);
create table merit_source.nps_response (
    employee_id text, score numeric, responded_at timestamptz, customer_id text, ticket_id text, comment text);
create table merit_source.satisfaction_response (
    employee_id text, score numeric, responded_at timestamptz, aspect text, ticket_id text, comment text);
create table merit_source.complaint (
    complaint_id text, employee_id text, received_at timestamptz, category text, root_cause text, ticket_id text,
    customer_id text, upheld boolean);
create table merit_source.task (
    task_id text, employee_id text, due_at timestamptz, done_at timestamptz);
create table merit_source.attendance (
    employee_id text, day date, kind text);
create table merit_source.violation (
    employee_id text, day date, severity text);
create table merit_source.repair_report (
    report_id text, ticket_id text, employee_id text, submitted_at timestamptz, fixed_first_visit boolean, visits numeric,
    parts_wait_hours numeric, remote boolean);
create table merit_source.collaboration_feedback (
    employee_id text, from_department text, score numeric, given_at timestamptz);
create table merit_source.service_order (
    order_id text, employee_id text, ordered_at timestamptz, disputed boolean);
create table merit_source.opportunity (
    opportunity_id text, employee_id text, closed_at timestamptz, won boolean);
create table merit_source.maintenance_cost (
    employee_id text, spent_on date, actual numeric, budget numeric);

comment on table merit_source.employee is 'Assignments: one row for each time a person held a post; both dates included, null is open.';
comment on table merit_source.ticket is 'Service tickets; a row counts for the employee it names.';
comment on table merit_source.nps_response is 'Answers to "would you recommend us", 0 to 10.';
comment on table merit_source.satisfaction_response is 'Answers of customers about one aspect, 1 to 5.';
comment on table merit_source.complaint is 'Complaints of customers.';
comment on table merit_source.task is 'Tasks with a due time; done_at is null while it is open.';
comment on table merit_source.attendance is 'Days of a person: present, late, absent or leave.';
comment on table merit_source.violation is 'Violations of rules: minor or major.';
comment on table merit_source.repair_report is 'Reports from repairs in the field.';
comment on table merit_source.collaboration_feedback is 'What other departments say, 0 to 5.';
comment on table merit_source.service_order is 'Orders whose service the employee looked after.';
comment on table merit_source.opportunity is 'Chances of repeat business, won or lost.';
comment on table merit_source.maintenance_cost is 'What upkeep cost against its budget.';

create index on merit_source.ticket (opened_at);
create index on merit_source.ticket (resolved_at);
create index on merit_source.ticket (closed_at);
create index on merit_source.nps_response (responded_at);
create index on merit_source.satisfaction_response (responded_at);
create index on merit_source.complaint (received_at);
create index on merit_source.task (due_at);
create index on merit_source.attendance (day);
create index on merit_source.violation (day);
create index on merit_source.repair_report (submitted_at);
create index on merit_source.collaboration_feedback (given_at);
create index on merit_source.service_order (ordered_at);
create index on merit_source.opportunity (closed_at);
create index on merit_source.maintenance_cost (spent_on);
