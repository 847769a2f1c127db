create table merit_source.opportunity (
    opportunity_id text, employee_id text, closed_at timestamptz, won boolean);
comment on table merit_source.opportunity is 'Chances of repeat business, won or lost.';
create index on merit_source.opportunity (closed_at);
