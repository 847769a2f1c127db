create table merit_source.ticket (
    ticket_id text, employee_id text, opened_at timestamptz, resolved_at timestamptz, closed_at timestamptz, status text,
    first_response_at timestamptz, target_at timestamptz, target_met boolean, reopened boolean, escalated boolean,
    customer_id text, category text, channel text, priority text, remote boolean, repeat_of text);
comment on table merit_source.ticket is 'Service tickets; a row counts for the employee it names.';
create index on merit_source.ticket (opened_at);
create index on merit_source.ticket (resolved_at);
create index on merit_source.ticket (closed_at);
