-- Telling rows: each is there for something that a view over Odoo can get wrong.
insert into res_partner (id, name, email, active)
values
    (2, 'OdooBot', 'odoobot@example.com', false), (13, 'Anna Arndt', 'Anna@firm.example', true), (14, 'Ben Brandt', null, true),
    (15, 'Cara Conrad', 'cara@firm.example', false), (16, 'Karl', 'karl@home.example', true), (17, 'Bot', 'bot@firm.example', true),
    (18, 'Portal', 'portal@home.example', true), (19, 'Boss', 'boss@firm.example', true);
insert into res_users (id, company_id, partner_id, active, login, share, notification_type, create_date)
values
    (1, 1, 2, false, '__system__', false, 'email', '2026-01-01'), (3, 1, 13, true, 'anna', false, 'email', '2026-01-01'),
    (4, 1, 14, true, 'ben@firm.example', false, 'inbox', '2026-01-01'), (5, 1, 15, false, 'cara', null, 'email', '2026-01-01'),
    (7, 1, 17, true, 'bot', false, 'email', '2026-01-01'), (8, 1, 18, true, 'portal@home.example', true, 'email', '2026-01-01'),
    -- Internal, and nothing to do with the help desk.
    (9, 1, 19, true, 'boss', false, 'email', '2026-01-01');
insert into res_users_log (create_uid, create_date) values (5, '2026-09-14 22:00'), (5, '2026-09-15 06:00');
insert into helpdesk_ticket_team (id, name, active, alias_id) values (1, 'Repairs', true, 1), (2, 'Phones', true, 2), (3, 'Old', false, 3);
insert into helpdesk_ticket_team_res_users_rel values (1, 3), (3, 3), (1, 4), (2, 4), (1, 7);
insert into helpdesk_ticket_category (id, name, active) values (1, '{"en_US": "Boilers"}', true), (2, '{"zh_CN": "锅炉"}', true);

insert into helpdesk_ticket (id, number, name, description, company_id, user_id, stage_id, partner_id, channel_id, category_id, priority,
    active, create_date, closed_date, create_uid)
values
    -- The last hour of August in UTC, September already where the firm is.
    (1, '1001', 'plain', '', 1, 3, 4, 16, 2, 1, '1', true, '2026-08-31 22:30', '2026-09-01 10:00', 1),
    (2, '1002', 'answered by another, handed over', '', 1, 3, 4, 16, 1, 2, '2', true, '2026-09-02 08:00', '2026-09-02 12:00', 1),
    (3, '1003', 'closed twice', '', 1, 3, 4, 16, null, null, '0', true, '2026-09-03 08:00', '2026-09-05 10:00', 1),
    (4, '1004', 'closed and open again', '', 1, 3, 3, 16, null, null, '3', true, '2026-09-04 08:00', '2026-09-04 10:00', 1),
    (5, '1005', 'archived', '', 1, 3, 4, 16, null, null, '1', false, '2026-09-04 08:00', '2026-09-04 10:00', 1),
    (6, '1006', 'nobody''s', '', 1, null, 4, 16, null, null, '1', true, '2026-09-07 08:00', '2026-09-07 10:00', 1),
    (7, '1007', 'archived since ever', '', 1, 3, 4, 16, null, null, '1', null, '2026-09-07 08:00', '2026-09-07 10:00', 1),
    (8, '1008', 'cancelled', '', 1, 4, 5, 16, null, null, '1', true, '2026-09-08 08:00', '2026-09-08 10:00', 1),
    (9, '1009', 'of one who left', '', 1, 5, 4, 16, null, null, '1', true, '2026-09-09 08:00', '2026-09-09 10:00', 1),
    (10, '1010', 'rejected', '', 1, 4, 6, 16, null, null, '1', true, '2026-09-10 08:00', '2026-09-10 10:00', 1),
    (11, '1011', 'closed by the customer in the portal', '', 1, 4, 4, 18, null, null, '1', true, '2026-09-11 08:00', '2026-09-11 10:00', 1),
    (12, '1012', 'the bot''s', '', 1, 7, 4, 16, null, null, '1', true, '2026-09-12 08:00', '2026-09-12 08:02', 7),
    (13, '1013', 'an agent asks for himself', '', 1, 4, 2, 13, null, null, '1', true, '2026-09-13 08:00', null, 3),
    (14, '1014', 'new, and of Odoo itself', '', 1, 1, 1, null, null, null, null, true, '2026-09-14 08:00', null, 1);

insert into mail_message (id, model, res_id, message_type, subtype_id, is_internal, author_id, date)
values
    (1, 'helpdesk.ticket', 1, 'email', 1, false, 16, '2026-08-31 22:30'), (2, 'helpdesk.ticket', 1, 'comment', 1, false, 13, '2026-08-31 23:00'),
    (3, 'helpdesk.ticket', 2, 'comment', 2, false, 13, '2026-09-02 08:05'), (4, 'helpdesk.ticket', 2, 'notification', 1, false, 13, '2026-09-02 08:06'),
    (5, 'helpdesk.ticket', 2, 'comment', 1, false, 2, '2026-09-02 08:07'), (6, 'helpdesk.ticket', 2, 'comment', 1, true, 13, '2026-09-02 08:08'),
    (7, 'helpdesk.ticket', 2, 'comment', null, false, 13, '2026-09-02 08:09'), (8, 'project.task', 2, 'comment', 1, false, 13, '2026-09-02 08:10'),
    (9, 'helpdesk.ticket', 2, 'email', 1, false, 14, '2026-09-02 08:20'), (10, 'helpdesk.ticket', 2, 'comment', 1, false, 13, '2026-09-02 09:20'),
    (11, 'helpdesk.ticket', 2, 'notification', 2, false, 14, '2026-09-02 09:00'), (12, 'helpdesk.ticket', 2, 'notification', 2, false, 14, '2026-09-02 12:00'),
    (13, 'helpdesk.ticket', 3, 'notification', 2, false, 13, '2026-09-03 10:00'), (14, 'helpdesk.ticket', 3, 'notification', 2, false, 16, '2026-09-04 08:00'),
    (15, 'helpdesk.ticket', 3, 'notification', 2, false, 14, '2026-09-05 10:00'), (16, 'helpdesk.ticket', 4, 'notification', 2, false, 13, '2026-09-04 10:00'),
    (17, 'helpdesk.ticket', 4, 'notification', 2, false, 13, '2026-09-06 10:00'), (18, 'helpdesk.ticket', 9, 'comment', 1, null, 15, '2026-09-09 09:00'),
    (19, 'helpdesk.ticket', 11, 'comment', 1, false, 18, '2026-09-11 09:00'), (20, 'helpdesk.ticket', 11, 'notification', 2, false, 18, '2026-09-11 10:00'),
    (21, 'helpdesk.ticket', 13, 'comment', 1, false, 13, '2026-09-13 08:30'), (22, 'helpdesk.ticket', 13, 'comment', 1, false, 14, '2026-09-13 09:30'),
    (23, 'helpdesk.ticket', 12, 'comment', 1, false, 17, '2026-09-12 08:01'), (24, 'helpdesk.ticket', 1, 'comment', 3, false, 16, '2026-09-01 12:00'),
    (25, 'project.task', 9, 'notification', 2, false, 14, '2026-09-09 11:00'), (26, 'helpdesk.ticket', 9, 'notification', 2, false, 14, '2026-09-09 11:00');
insert into mail_tracking_value (field, field_desc, field_type, old_value_integer, new_value_integer, mail_message_id)
values
    (71, 'Assigned user', 'many2one', 0, 4, 4), (71, 'Assigned user', 'many2one', 4, 3, 11), (70, 'Stage', 'many2one', 2, 4, 12),
    (70, 'Stage', 'many2one', 2, 4, 13), (70, 'Stage', 'many2one', 4, 2, 14), (70, 'Stage', 'many2one', 2, 4, 15),
    (70, 'Stage', 'many2one', 2, 4, 16), (70, 'Stage', 'many2one', 4, 3, 17), (70, 'Stage', 'many2one', 2, 4, 20),
    -- Of another model, and another field.
    (73, 'Stage', 'many2one', 4, 2, 25), (72, 'Title', 'char', 4, 2, 26);

insert into rating_rating (res_model, res_id, rated_partner_id, partner_id, rating, consumed, feedback, message_id, create_date, write_date)
values
    ('helpdesk.ticket', 1, 13, 16, 5, true, 'fine', 24, '2026-09-01 10:00', '2026-09-02 08:00'),
    ('helpdesk.ticket', 2, 14, 16, 3, true, null, null, '2026-09-02 12:00', '2026-09-30 23:30'),
    -- Asked for and not given; given and taken back; of something else; of an archived ticket; of nobody.
    ('helpdesk.ticket', 3, 13, 16, 0, false, null, null, '2026-09-05 10:00', '2026-09-05 10:00'),
    ('helpdesk.ticket', 4, 13, 16, 0, true, null, null, '2026-09-04 10:00', '2026-09-04 10:00'),
    ('project.task', 1, 13, 16, 1, true, null, null, '2026-09-01 10:00', '2026-09-01 10:00'),
    ('helpdesk.ticket', 5, 13, 16, 1, true, null, null, '2026-09-04 10:00', '2026-09-04 10:00'),
    ('helpdesk.ticket', 6, null, 16, 4, true, '', null, '2026-09-07 10:00', '2026-09-07 11:00'),
    ('helpdesk.ticket', 9, 15, 16, 1, null, null, null, '2026-09-09 10:00', '2026-09-09 10:00');

-- The rest of the month, so that there is something to score: Anna's are answered within the hour, Ben's the next day, and one comes back.
insert into helpdesk_ticket (id, number, name, description, company_id, user_id, stage_id, partner_id, active, create_date, closed_date, create_uid)
select n, (1000 + n)::text, 'of the month', '', 1, 3 + n % 2, 4, 16, true, opened, opened + (2 + n % 2 * 48) * interval '1 hour', 1
from generate_series(100, 115) n, lateral (select timestamp '2026-09-10 08:00' + (n - 100) * interval '1 day') t (opened);
insert into mail_message (id, model, res_id, message_type, subtype_id, author_id, date)
select id, 'helpdesk.ticket', id, 'comment', 1, 10 + user_id, create_date + (1 + id % 2 * 29) * interval '1 hour'
from helpdesk_ticket where id >= 100;
insert into mail_message (id, model, res_id, message_type, subtype_id, author_id, date)
values (201, 'helpdesk.ticket', 101, 'notification', 2, 16, '2026-09-14 10:00');
insert into mail_tracking_value (field, field_desc, field_type, old_value_integer, new_value_integer, mail_message_id)
values (70, 'Stage', 'many2one', 4, 2, 201), (71, 'Assigned user', 'many2one', 3, 4, 201);
insert into rating_rating (res_model, res_id, rated_partner_id, partner_id, rating, consumed, create_date, write_date)
select 'helpdesk.ticket', id, 10 + user_id, 16, case when user_id = 3 then 5 else 3 + id % 3 end, true, create_date, create_date + interval '3 days'
from helpdesk_ticket where id between 100 and 111;
insert into rating_rating (res_model, res_id, rated_partner_id, partner_id, rating, consumed, create_date, write_date)
select 'helpdesk.ticket', id, 10 + user_id, 16, 0, false, create_date, create_date from helpdesk_ticket where id between 112 and 115;
