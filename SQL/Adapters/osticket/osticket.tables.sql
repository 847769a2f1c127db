-- The tables of osTicket 1.18.1 that the views read, for those who load them from files: of the types that mysql_fdw gives (unsigned integers as
-- bigint, tinyint as smallint, datetimes without a zone), with MySQL's nullability and defaults, and the columns that the views read.
create schema if not exists osticket;
create table osticket.ost_department (
    id bigint primary key, pid bigint, manager_id bigint not null default 0, flags bigint not null default 0, name varchar(128) not null default '',
    updated timestamp, created timestamp);
create table osticket.ost_staff (
    staff_id bigint primary key, dept_id bigint not null default 0, role_id bigint not null default 0, username varchar(32) not null default '',
    firstname varchar(32), lastname varchar(32), email varchar(255), isactive smallint not null default 1, isadmin smallint not null default 0,
    onvacation smallint not null default 0, created timestamp, lastlogin timestamp,
    updated timestamp);
create table osticket.ost_help_topic (
    topic_id bigint primary key, topic_pid bigint not null default 0, dept_id bigint not null default 0, topic varchar(128) not null default '');
create table osticket.ost_ticket_status (
    id integer primary key, name varchar(60) not null default '', state varchar(16), mode bigint not null default 0, flags bigint not null default 0);
create table osticket.ost_ticket_priority (
    priority_id smallint primary key, priority varchar(60) not null default '', priority_desc varchar(30) not null default '',
    priority_urgency smallint not null default 0);
create table osticket.ost_ticket (
    ticket_id bigint primary key, ticket_pid bigint, number varchar(20), user_id bigint not null default 0, status_id bigint not null default 0,
    dept_id bigint not null default 0, sla_id bigint not null default 0, topic_id bigint not null default 0, staff_id bigint not null default 0,
    team_id bigint not null default 0, flags bigint not null default 0, source varchar(5) not null default 'Other',
    isoverdue smallint not null default 0, isanswered smallint not null default 0, duedate timestamp, est_duedate timestamp, reopened timestamp,
    closed timestamp, lastupdate timestamp, created timestamp not null, updated timestamp);
create table osticket.ost_thread (
    id bigint primary key, object_id bigint not null, object_type char(1) not null, extra text, lastresponse timestamp, lastmessage timestamp,
    created timestamp);
create table osticket.ost_thread_entry (
    id bigint primary key, pid bigint not null default 0, thread_id bigint not null default 0, staff_id bigint not null default 0,
    user_id bigint not null default 0, type char(1) not null default '', flags bigint not null default 0, poster varchar(128) not null default '',
    created timestamp not null, updated timestamp);
create table osticket.ost_event (id bigint primary key, name varchar(60) not null unique, description varchar(60));
create table osticket.ost_thread_event (
    id bigint primary key, thread_id bigint not null default 0, thread_type char(1) not null default '', event_id bigint, staff_id bigint not null default 0,
    team_id bigint not null default 0, dept_id bigint not null default 0, topic_id bigint not null default 0, data varchar(1024),
    username varchar(128) not null default 'SYSTEM', uid bigint, uid_type char(1) not null default 'S', annulled smallint not null default 0,
    timestamp timestamp not null);
create table osticket.ost_form_field (
    id bigint primary key, form_id bigint not null, type varchar(255) not null default 'text', label varchar(255) not null default '',
    name varchar(64) not null default '');
create table osticket.ost_form_entry (
    id bigint primary key, form_id bigint not null default 2, object_id bigint, object_type char(1) not null default 'T', sort bigint not null default 1);
create table osticket.ost_form_entry_values (
    entry_id bigint not null, field_id bigint not null, value text, value_id integer, primary key (entry_id, field_id));
