create table merit_source.complaint (
    complaint_id text, employee_id text, received_at timestamptz, category text, root_cause text, ticket_id text,
    customer_id text, upheld boolean);
comment on table merit_source.complaint is 'Complaints of customers.';
create index on merit_source.complaint (received_at);
