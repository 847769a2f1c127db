-- The tickets of a company's one month (company.sql), and the same in each of :months - 1 months of 31 days before, in tables of
-- several shapes: one schema for each, with a table `ticket`.
\set ON_ERROR_STOP on
set timezone = 'Asia/Shanghai';
set max_parallel_maintenance_workers = 1;

create schema in_order;
create table in_order.ticket as
select ticket_id + month * :tickets as ticket_id, employee_id, customer_id, category, opened_at - back as opened_at,
    first_response_at - back as first_response_at, target_at - back as target_at, resolved_at - back as resolved_at,
    closed_at - back as closed_at, status, reopened, escalated
from (select month, month * interval '31 days' as back from generate_series(0, :months - 1) month) months, merit_source.ticket
order by opened_at - back;

-- A table and the same with indexes stand beside each other, to be measured in turns.
create schema two_btree;
create table two_btree.ticket as table in_order.ticket;
create index on two_btree.ticket (opened_at);
create index on two_btree.ticket (closed_at);

create schema three_btree;
create table three_btree.ticket as table in_order.ticket;
create index on three_btree.ticket (opened_at);
create index on three_btree.ticket (resolved_at);
create index on three_btree.ticket (closed_at);

create schema three_brin;
create table three_brin.ticket as table in_order.ticket;
create index on three_brin.ticket using brin (opened_at, resolved_at, closed_at);

create schema shuffled_btree;
create table shuffled_btree.ticket as select * from in_order.ticket order by random();
create index on shuffled_btree.ticket (opened_at);
create index on shuffled_btree.ticket (resolved_at);
create index on shuffled_btree.ticket (closed_at);

create schema shuffled_brin;
create table shuffled_brin.ticket as table shuffled_btree.ticket;
create index on shuffled_brin.ticket using brin (opened_at, resolved_at, closed_at);

create schema parted;
create schema parted_btree;
create schema parted_brin;
select format('create table %s.ticket (like in_order.ticket) partition by range (opened_at)', shape)
from unnest(array['parted', 'parted_btree', 'parted_brin']) shape \gexec
select format('create table %1$s.ticket_%2$s partition of %1$s.ticket for values from (%3$L) to (%4$L)', shape, month,
    timestamptz '2026-10-01' - month * interval '31 days', timestamptz '2026-11-01' - month * interval '31 days')
from unnest(array['parted', 'parted_btree', 'parted_brin']) shape, generate_series(0, :months - 1) month \gexec
insert into parted.ticket table in_order.ticket;
insert into parted_btree.ticket table in_order.ticket;
insert into parted_brin.ticket table in_order.ticket;
create index on parted_btree.ticket (opened_at);
create index on parted_btree.ticket (resolved_at);
create index on parted_btree.ticket (closed_at);
create index on parted_brin.ticket using brin (opened_at, resolved_at, closed_at);

vacuum analyze;
