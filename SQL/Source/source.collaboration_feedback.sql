create table merit_source.collaboration_feedback (
    employee_id text, from_department text, score numeric, given_at timestamptz);
comment on table merit_source.collaboration_feedback is 'What other departments say, 0 to 5.';
create index on merit_source.collaboration_feedback (given_at);
