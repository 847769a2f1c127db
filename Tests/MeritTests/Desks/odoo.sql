-- The part of Odoo 16 with helpdesk_mgmt 16.0.2.6.2 and helpdesk_mgmt_rating that the adapter reads, as Odoo creates it from the models.
create table res_partner (
    id serial primary key, name varchar, email varchar, active boolean, is_company boolean, parent_id integer, create_uid integer,
    write_uid integer, create_date timestamp, write_date timestamp);
create table res_users (
    id serial primary key, company_id integer not null, partner_id integer not null references res_partner, active boolean default true,
    create_date timestamp, login varchar not null unique, password varchar, share boolean, notification_type varchar not null,
    create_uid integer, write_uid integer, write_date timestamp);
create table res_users_log (
    id serial primary key, create_uid integer, create_date timestamp, write_uid integer, write_date timestamp);
create table ir_model_data (
    id serial primary key, create_uid integer, create_date timestamp, write_date timestamp, write_uid integer, res_id integer,
    noupdate boolean default false, name varchar not null, module varchar not null, model varchar not null);
create table ir_model_fields (
    id serial primary key, model_id integer not null, complete_name varchar, model varchar not null, name varchar not null,
    ttype varchar not null, state varchar not null);
create table helpdesk_ticket_team (
    id serial primary key, sequence integer, name varchar not null, active boolean, company_id integer, user_id integer,
    alias_id integer not null, color integer, show_in_portal boolean, create_uid integer, create_date timestamp, write_uid integer,
    write_date timestamp);
create table helpdesk_ticket_team_res_users_rel (
    helpdesk_ticket_team_id integer not null references helpdesk_ticket_team, res_users_id integer not null references res_users,
    primary key (helpdesk_ticket_team_id, res_users_id));
create table helpdesk_ticket_stage (
    id serial primary key, name jsonb not null, description jsonb, sequence integer, active boolean, unattended boolean, closed boolean,
    close_from_portal boolean, fold boolean, mail_template_id integer, company_id integer, create_uid integer, create_date timestamp,
    write_uid integer, write_date timestamp);
create table helpdesk_ticket_category (
    id serial primary key, sequence integer, active boolean, name jsonb not null, company_id integer, create_uid integer,
    create_date timestamp, write_uid integer, write_date timestamp);
create table helpdesk_ticket_channel (
    id serial primary key, sequence integer, name jsonb not null, active boolean, company_id integer, create_uid integer,
    create_date timestamp, write_uid integer, write_date timestamp);
create table helpdesk_ticket (
    id serial primary key, number varchar, name varchar not null, description text not null, user_id integer references res_users,
    stage_id integer references helpdesk_ticket_stage, partner_id integer references res_partner, commercial_partner_id integer,
    partner_name varchar, partner_email varchar, last_stage_update timestamp, assigned_date timestamp, closed_date timestamp,
    unattended boolean, company_id integer not null, channel_id integer references helpdesk_ticket_channel,
    category_id integer references helpdesk_ticket_category, team_id integer references helpdesk_ticket_team, priority varchar,
    color integer, kanban_state varchar, sequence integer, active boolean, positive_rate_percentage integer,
    rating_status varchar not null default 'stage_change', create_uid integer, create_date timestamp, write_uid integer, write_date timestamp);
create table mail_message_subtype (
    id serial primary key, name jsonb not null, description jsonb, internal boolean, parent_id integer, res_model varchar,
    "default" boolean, sequence integer, hidden boolean);
create table mail_message (
    id serial primary key, subject varchar, date timestamp, body text, parent_id integer, model varchar, res_id integer,
    record_name varchar, message_type varchar not null, subtype_id integer, is_internal boolean, email_from varchar, author_id integer,
    create_uid integer, create_date timestamp, write_uid integer, write_date timestamp);
create index on mail_message (model, res_id);
create table mail_tracking_value (
    id serial primary key, field integer not null, field_desc varchar not null, field_type varchar, old_value_integer integer,
    old_value_float double precision, old_value_char varchar, new_value_integer integer, new_value_float double precision,
    new_value_char varchar, mail_message_id integer not null references mail_message, tracking_sequence integer);
create index on mail_tracking_value (mail_message_id);
create table rating_rating (
    id serial primary key, create_date timestamp, res_name varchar, res_model_id integer, res_model varchar, res_id integer not null,
    parent_res_model varchar, parent_res_id integer, rated_partner_id integer, partner_id integer,
    rating double precision check (rating >= 0 and rating <= 5), rating_text varchar, feedback text, message_id integer,
    is_internal boolean, access_token varchar, consumed boolean, create_uid integer, write_uid integer, write_date timestamp);

-- What the modules bring along.
insert into helpdesk_ticket_stage (id, name, sequence, active, unattended, closed)
values
    (1, '{"en_US": "New", "zh_CN": "新"}', 1, true, true, false), (2, '{"en_US": "In Progress"}', 2, true, false, false),
    (3, '{"en_US": "Awaiting"}', 3, true, false, null), (4, '{"en_US": "Done"}', 4, true, false, true),
    (5, '{"en_US": "Cancelled"}', 5, true, false, true), (6, '{"en_US": "Rejected"}', 6, true, false, true);
insert into ir_model_data (res_id, name, module, model)
values
    (1, 'helpdesk_ticket_stage_new', 'helpdesk_mgmt', 'helpdesk.ticket.stage'), (2, 'helpdesk_ticket_stage_in_progress', 'helpdesk_mgmt', 'helpdesk.ticket.stage'),
    (3, 'helpdesk_ticket_stage_awaiting', 'helpdesk_mgmt', 'helpdesk.ticket.stage'), (4, 'helpdesk_ticket_stage_done', 'helpdesk_mgmt', 'helpdesk.ticket.stage'),
    (5, 'helpdesk_ticket_stage_cancelled', 'helpdesk_mgmt', 'helpdesk.ticket.stage'), (6, 'helpdesk_ticket_stage_rejected', 'helpdesk_mgmt', 'helpdesk.ticket.stage'),
    -- The same name and number, of something else.
    (4, 'helpdesk_ticket_stage_rejected', 'a_module_of_ours', 'helpdesk.ticket.stage'), (4, 'mt_rejected', 'helpdesk_mgmt', 'mail.message.subtype');
insert into ir_model_fields (id, model_id, model, name, ttype, state)
values
    (70, 1, 'helpdesk.ticket', 'stage_id', 'many2one', 'base'), (71, 1, 'helpdesk.ticket', 'user_id', 'many2one', 'base'),
    (72, 1, 'helpdesk.ticket', 'name', 'char', 'base'), (73, 2, 'project.task', 'stage_id', 'many2one', 'base');
insert into helpdesk_ticket_channel (id, name, active) values (1, '{"en_US": "Web"}', true), (2, '{"en_US": "Email", "de_DE": "E-Mail"}', true);
insert into mail_message_subtype (id, name, internal, "default")
values (1, '{"en_US": "Discussions"}', null, true), (2, '{"en_US": "Note"}', true, true), (3, '{"en_US": "Ticket Rating"}', null, true);
