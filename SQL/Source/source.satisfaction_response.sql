create table merit_source.satisfaction_response (
    employee_id text, score numeric, responded_at timestamptz, aspect text, ticket_id text, comment text);
comment on table merit_source.satisfaction_response is 'Answers of customers about one aspect, 1 to 5.';
create index on merit_source.satisfaction_response (responded_at);
