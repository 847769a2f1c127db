create table merit_source.nps_response (
    employee_id text, score numeric, responded_at timestamptz, customer_id text, ticket_id text, comment text);
comment on table merit_source.nps_response is 'Answers to "would you recommend us", 0 to 10.';
create index on merit_source.nps_response (responded_at);
