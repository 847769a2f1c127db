create table merit_source.service_order (
    order_id text, employee_id text, ordered_at timestamptz, disputed boolean);
comment on table merit_source.service_order is 'Orders whose service the employee looked after.';
create index on merit_source.service_order (ordered_at);
