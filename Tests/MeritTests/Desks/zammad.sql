-- The part of Zammad 7.2 that the adapter reads: names, types, lengths, nullability and defaults as its migrations create them.
create table users (
    id serial primary key, organization_id integer, login varchar(255) not null unique, firstname varchar(100) default '',
    lastname varchar(100) default '', email varchar(255) default '', department varchar(200) default '',
    verified boolean not null default false, active boolean not null default true, last_login timestamp(3),
    out_of_office boolean not null default false, preferences varchar(8000), updated_by_id integer not null,
    created_by_id integer not null, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table groups (
    id serial primary key, name varchar(1618) not null unique, name_last varchar(160) not null, parent_id integer,
    follow_up_possible varchar(100) not null default 'yes', active boolean not null default true, note varchar(250),
    updated_by_id integer not null, created_by_id integer not null, created_at timestamp(3) not null,
    updated_at timestamp(3) not null);
create table roles (
    id serial primary key, name varchar(100) not null unique, active boolean not null default true,
    updated_by_id integer not null, created_by_id integer not null, created_at timestamp(3) not null,
    updated_at timestamp(3) not null);
create table permissions (
    id serial primary key, name varchar(255) not null unique, active boolean not null default true,
    created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table permissions_roles (role_id integer, permission_id integer);
create table roles_users (user_id integer references users, role_id integer references roles);
create table ticket_state_types (
    id serial primary key, name varchar(250) not null unique, note varchar(250), updated_by_id integer not null,
    created_by_id integer not null, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table ticket_states (
    id serial primary key, state_type_id integer not null references ticket_state_types, name varchar(250) not null unique,
    next_state_id integer, ignore_escalation boolean not null default false, default_create boolean not null default false,
    default_follow_up boolean not null default false, default_close boolean not null default false, note varchar(250),
    active boolean not null default true, updated_by_id integer not null, created_by_id integer not null,
    created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table ticket_priorities (
    id serial primary key, name varchar(250) not null unique, default_create boolean not null default false,
    active boolean not null default true, updated_by_id integer not null, created_by_id integer not null,
    created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table tickets (
    id serial primary key, group_id integer not null references groups, priority_id integer not null references ticket_priorities,
    state_id integer not null references ticket_states, organization_id integer, number varchar(60) not null unique,
    title varchar(250) not null, owner_id integer not null references users, customer_id integer not null references users,
    note varchar(250), first_response_at timestamp(3), first_response_escalation_at timestamp(3), first_response_in_min integer,
    first_response_diff_in_min integer, close_at timestamp(3), close_escalation_at timestamp(3), close_in_min integer,
    close_diff_in_min integer, last_close_at timestamp(3), last_owner_update_at timestamp(3), create_article_type_id integer,
    create_article_sender_id integer, article_count integer, pending_time timestamp(3), preferences text,
    ai_agent_running boolean not null default false, updated_by_id integer not null references users,
    created_by_id integer not null references users, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create index on tickets (owner_id);
create table ticket_article_types (
    id serial primary key, name varchar(250) not null unique, note varchar(250), communication boolean not null default false,
    active boolean not null default true, updated_by_id integer not null, created_by_id integer not null,
    created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table ticket_article_senders (
    id serial primary key, name varchar(250) not null unique, note varchar(250), updated_by_id integer not null,
    created_by_id integer not null, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table ticket_articles (
    id serial primary key, ticket_id integer not null references tickets, type_id integer not null references ticket_article_types,
    sender_id integer not null references ticket_article_senders, "from" varchar(3000), "to" varchar(3000), subject varchar(3000),
    content_type varchar(20) not null default 'text/plain', body text not null, internal boolean not null default false,
    preferences text, updated_by_id integer not null references users, created_by_id integer not null references users,
    origin_by_id integer references users, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create index on ticket_articles (ticket_id);
create table history_types (
    id serial primary key, name varchar(250) not null unique, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create table history_objects (
    id serial primary key, name varchar(250) not null unique, note varchar(250), created_at timestamp(3) not null,
    updated_at timestamp(3) not null);
create table history_attributes (
    id serial primary key, name varchar(250) not null unique, created_at timestamp(3) not null,
    updated_at timestamp(3) not null);
create table histories (
    id serial primary key, history_type_id integer not null references history_types,
    history_object_id integer not null references history_objects, history_attribute_id integer references history_attributes,
    sourceable_id integer, sourceable_type varchar, sourceable_name varchar(500), o_id integer not null, related_o_id integer,
    related_history_object_id integer, id_to integer, id_from integer, value_from varchar(500), value_to varchar(500),
    created_by_id integer not null references users, created_at timestamp(3) not null, updated_at timestamp(3) not null);
create index on histories (o_id);

-- What Zammad brings along.
insert into users (id, login, firstname, lastname, email, active, updated_by_id, created_by_id, created_at, updated_at)
values (1, '-', '-', '', '', false, 1, 1, '2026-01-01', '2026-01-01');
insert into groups (id, name, name_last, updated_by_id, created_by_id, created_at, updated_at)
select id, name, name, 1, 1, '2026-01-01', '2026-01-01' from (values (1, 'Users'), (2, 'Repairs')) g (id, name);
insert into roles (id, name, updated_by_id, created_by_id, created_at, updated_at)
select id, name, 1, 1, '2026-01-01', '2026-01-01' from (values (1, 'Admin'), (2, 'Agent'), (3, 'Customer')) r (id, name);
insert into permissions (id, name, created_at, updated_at)
select id, name, '2026-01-01', '2026-01-01'
from (values (1, 'admin'), (2, 'ticket'), (3, 'ticket.agent'), (4, 'ticket.customer')) p (id, name);
insert into permissions_roles (role_id, permission_id) values (1, 1), (2, 3), (3, 4);
insert into ticket_state_types (id, name, updated_by_id, created_by_id, created_at, updated_at)
select id, name, 1, 1, '2026-01-01', '2026-01-01'
from (values (1, 'new'), (2, 'open'), (3, 'pending reminder'), (4, 'pending action'), (5, 'closed'), (6, 'merged')) k (id, name);
insert into ticket_states (id, name, state_type_id, updated_by_id, created_by_id, created_at, updated_at)
select id, name, type, 1, 1, '2026-01-01', '2026-01-01'
from (values (1, 'new', 1), (2, 'open', 2), (3, 'pending reminder', 3), (4, 'closed', 5), (5, 'merged', 6), (6, 'pending close', 4)) s (id, name, type);
insert into ticket_priorities (id, name, updated_by_id, created_by_id, created_at, updated_at)
select id, name, 1, 1, '2026-01-01', '2026-01-01' from (values (1, '1 low'), (2, '2 normal'), (3, '3 high')) p (id, name);
insert into ticket_article_types (id, name, communication, updated_by_id, created_by_id, created_at, updated_at)
select id, name, communication, 1, 1, '2026-01-01', '2026-01-01'
from (values (1, 'email', true), (5, 'phone', true), (10, 'note', false), (11, 'web', true)) t (id, name, communication);
insert into ticket_article_senders (id, name, updated_by_id, created_by_id, created_at, updated_at)
select id, name, 1, 1, '2026-01-01', '2026-01-01' from (values (1, 'Agent'), (2, 'Customer'), (3, 'System')) s (id, name);
insert into history_types (id, name, created_at, updated_at)
select id, name, '2026-01-01', '2026-01-01' from (values (1, 'created'), (2, 'updated')) t (id, name);
insert into history_objects (id, name, created_at, updated_at)
select id, name, '2026-01-01', '2026-01-01' from (values (1, 'Ticket'), (2, 'Ticket::Article')) o (id, name);
insert into history_attributes (id, name, created_at, updated_at)
select id, name, '2026-01-01', '2026-01-01' from (values (1, 'state'), (2, 'owner'), (3, 'title')) a (id, name);
