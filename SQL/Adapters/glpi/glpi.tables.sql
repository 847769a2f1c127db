-- The tables of GLPI 10.0.16 that the views read, for those who load them from files: of the types that mysql_fdw gives (unsigned integers as
-- bigint, tinyint as smallint, datetimes without a zone), with MySQL's nullability and defaults, and the columns that the views read.
create schema if not exists glpi;
create table glpi.glpi_users (
    id bigint primary key, name varchar(255), realname varchar(255), firstname varchar(255), is_active smallint not null default 1,
    last_login timestamp, date_mod timestamp, is_deleted smallint not null default 0, entities_id bigint not null default 0,
    begin_date timestamp, end_date timestamp, groups_id bigint not null default 0, users_id_supervisor bigint not null default 0);
create table glpi.glpi_useremails (
    id bigint primary key, users_id bigint not null default 0, is_default smallint not null default 0,
    is_dynamic smallint not null default 0, email varchar(255));
create table glpi.glpi_groups (id bigint primary key, name varchar(255), completename text);
create table glpi.glpi_itilcategories (id bigint primary key, name varchar(255), completename text);
create table glpi.glpi_requesttypes (id bigint primary key, name varchar(255));
create table glpi.glpi_tickets (
    id bigint primary key, entities_id bigint not null default 0, name varchar(255), date timestamp, closedate timestamp,
    solvedate timestamp, takeintoaccountdate timestamp, date_mod timestamp, status integer not null default 1,
    users_id_recipient bigint not null default 0, requesttypes_id bigint not null default 0, content text,
    priority integer not null default 1, itilcategories_id bigint not null default 0, type integer not null default 1,
    time_to_resolve timestamp, waiting_duration integer not null default 0, close_delay_stat integer not null default 0,
    solve_delay_stat integer not null default 0, takeintoaccount_delay_stat integer not null default 0,
    is_deleted smallint not null default 0, date_creation timestamp);
create table glpi.glpi_tickets_tickets (
    id bigint primary key, tickets_id_1 bigint not null default 0, tickets_id_2 bigint not null default 0,
    link integer not null default 1);
create table glpi.glpi_tickets_users (
    id bigint primary key, tickets_id bigint not null default 0, users_id bigint not null default 0,
    type integer not null default 1, use_notification smallint not null default 1, alternative_email varchar(255));
create table glpi.glpi_ticketsatisfactions (
    id bigint primary key, tickets_id bigint not null unique default 0, type integer not null default 1, date_begin timestamp,
    date_answered timestamp, satisfaction integer, comment text);
create table glpi.glpi_itilfollowups (
    id bigint primary key, itemtype varchar(100) not null, items_id bigint not null default 0, date timestamp,
    users_id bigint not null default 0, content text, is_private smallint not null default 0, date_creation timestamp);
create table glpi.glpi_itilsolutions (
    id bigint primary key, itemtype varchar(100) not null, items_id bigint not null default 0, content text,
    date_creation timestamp, date_approval timestamp, users_id bigint not null default 0,
    users_id_approval bigint not null default 0, status integer not null default 1);
