-- Telling rows: each is there for something that a view over Zammad can get wrong.
insert into users (id, login, firstname, lastname, email, department, active, last_login, updated_by_id, created_by_id, created_at, updated_at)
values
    (2, 'admin', 'Ada', 'Min', 'ada@firm.example', '', true, '2026-09-30 08:00', 1, 1, '2026-01-01', '2026-09-30'),
    (3, 'anna', 'Anna', 'Arndt', 'Anna@firm.example', 'Repairs', true, '2026-09-30 06:00', 1, 1, '2026-01-01', '2026-09-30'),
    (4, 'ben', 'Ben', 'Brandt', 'ben@firm.example', 'Repairs', true, '2026-09-30 06:00', 1, 1, '2026-01-01', '2026-09-30'),
    (5, 'cara', 'Cara', 'Conrad', 'cara@firm.example', 'Phones', false, '2026-09-15 06:00', 1, 1, '2026-01-01', '2026-09-16'),
    (6, 'customer', 'Karl', 'Kunde', 'karl@home.example', '', true, null, 1, 1, '2026-01-01', '2026-09-30'),
    (7, 'bot', 'Bot', '', 'bot@firm.example', '', true, null, 1, 1, '2026-01-01', '2026-09-30'),
    (8, 'dan', 'Dan', '', '', null, true, null, 1, 1, '2026-01-01', '2026-09-30');
insert into roles_users (user_id, role_id) values (2, 1), (3, 2), (4, 2), (5, 2), (6, 3), (7, 2), (8, 3);

insert into tickets (id, number, title, group_id, priority_id, state_id, owner_id, customer_id, create_article_type_id,
    create_article_sender_id, created_at, first_response_at, close_at, last_close_at, close_escalation_at, first_response_in_min,
    close_in_min, close_diff_in_min, updated_by_id, created_by_id, updated_at)
values
    -- The last hour of August in UTC, September already where the firm is.
    (1, '1001', 'plain', 2, 2, 4, 3, 6, 1, 2, '2026-08-31 22:30', '2026-08-31 23:00', '2026-09-01 10:00', '2026-09-01 10:00', null, 20, 300, 60, 3, 6, '2026-09-01'),
    (2, '1002', 'handed over, answered by another', 2, 3, 4, 3, 6, 11, 2, '2026-09-02 08:00', '2026-09-02 08:20', '2026-09-02 12:00', '2026-09-02 12:00', null, 20, 240, -60, 3, 6, '2026-09-02'),
    (3, '1003', 'closed twice', 2, 2, 4, 3, 6, 1, 2, '2026-09-03 08:00', '2026-09-03 09:00', '2026-09-03 10:00', '2026-09-05 10:00', null, null, null, null, 3, 6, '2026-09-05'),
    (4, '1004', 'closed and open again', 2, 2, 2, 3, 6, 1, 2, '2026-09-04 08:00', '2026-09-04 09:00', '2026-09-04 10:00', '2026-09-04 10:00', null, null, null, null, 6, 6, '2026-09-06'),
    (5, '1005', 'merged', 2, 2, 5, 3, 6, 1, 2, '2026-09-04 08:00', '2026-09-04 09:00', '2026-09-04 10:00', '2026-09-04 10:00', null, null, null, null, 3, 6, '2026-09-04'),
    (6, '1006', 'nobody''s', 1, 2, 4, 1, 6, 1, 2, '2026-09-07 08:00', null, '2026-09-07 10:00', '2026-09-07 10:00', null, null, null, null, 4, 6, '2026-09-07'),
    (7, '1007', 'opened by a trigger', 1, 2, 4, 3, 6, 10, 3, '2026-09-07 08:00', null, '2026-09-07 10:00', '2026-09-07 10:00', null, null, null, null, 3, 1, '2026-09-07'),
    (8, '1008', 'a note before the answer', 2, 1, 3, 4, 6, 5, 2, '2026-09-08 08:00', '2026-09-08 11:00', null, null, '2026-09-09 08:00', null, null, null, 4, 3, '2026-09-08'),
    (9, '1009', 'of one who left', 2, 2, 4, 5, 6, 1, 2, '2026-09-09 08:00', '2026-09-09 09:00', '2026-09-09 10:00', '2026-09-09 10:00', null, null, null, null, 5, 6, '2026-09-09'),
    (10, '1010', 'answered before it was opened', 2, 2, 4, 4, 6, 1, 2, '2026-09-10 08:00', '2026-09-10 07:00', '2026-09-10 10:00', null, null, null, null, null, 4, 6, '2026-09-10'),
    (11, '1011', 'closed by a job', 2, 2, 4, 4, 6, 1, 2, '2026-09-11 08:00', '2026-09-11 09:00', '2026-09-14 10:00', '2026-09-14 10:00', null, null, null, null, 1, 6, '2026-09-14'),
    (12, '1012', 'the bot''s', 2, 2, 4, 7, 6, 1, 2, '2026-09-12 08:00', '2026-09-12 08:01', '2026-09-12 08:02', '2026-09-12 08:02', null, null, null, null, 7, 6, '2026-09-12'),
    (13, '1013', 'of one who is no agent any more', 2, 2, 4, 8, 6, 1, 2, '2026-09-13 08:00', '2026-09-13 09:00', '2026-09-13 10:00', '2026-09-13 10:00', null, null, null, null, 8, 6, '2026-09-13'),
    (14, '1014', 'new', 1, 2, 1, 1, 6, 1, 2, '2026-09-14 08:00', null, null, null, null, null, null, null, 6, 6, '2026-09-14');

insert into ticket_articles (ticket_id, type_id, sender_id, body, internal, created_by_id, updated_by_id, created_at, updated_at)
values
    (2, 11, 2, 'it is broken', false, 6, 6, '2026-09-02 08:00', '2026-09-02 08:00'),
    (2, 1, 3, 'we have received your mail', false, 1, 1, '2026-09-02 08:00:01', '2026-09-02 08:00:01'),
    (2, 1, 1, 'have you tried', false, 4, 4, '2026-09-02 08:20', '2026-09-02 08:20'),
    (2, 1, 1, 'as my colleague says', false, 3, 3, '2026-09-02 09:20', '2026-09-02 09:20'),
    (8, 10, 1, 'who knows this?', true, 3, 3, '2026-09-08 08:10', '2026-09-08 08:10'),
    (8, 10, 1, 'a note in public is no answer', false, 3, 3, '2026-09-08 08:20', '2026-09-08 08:20'),
    (8, 5, 1, 'on the phone', false, 3, 3, '2026-09-08 11:00', '2026-09-08 11:00');

insert into histories (history_type_id, history_object_id, history_attribute_id, o_id, id_from, id_to, sourceable_type, created_by_id, created_at, updated_at)
values
    (2, 1, 2, 1, 1, 3, null, 3, '2026-08-31 23:00', '2026-08-31 23:00'),
    (2, 1, 1, 1, 2, 4, null, 3, '2026-09-01 10:00', '2026-09-01 10:00'),
    (2, 1, 2, 2, 1, 4, null, 4, '2026-09-02 08:20', '2026-09-02 08:20'),
    (2, 1, 2, 2, 4, 3, null, 4, '2026-09-02 09:00', '2026-09-02 09:00'),
    (2, 1, 1, 2, 2, 4, null, 4, '2026-09-02 12:00', '2026-09-02 12:00'),
    (2, 1, 1, 3, 2, 4, null, 3, '2026-09-03 10:00', '2026-09-03 10:00'),
    (2, 1, 1, 3, 4, 2, null, 6, '2026-09-04 08:00', '2026-09-04 08:00'),
    (2, 1, 1, 3, 2, 4, null, 4, '2026-09-05 10:00', '2026-09-05 10:00'),
    (2, 1, 1, 4, 2, 4, null, 3, '2026-09-04 10:00', '2026-09-04 10:00'),
    (2, 1, 1, 4, 4, 2, null, 6, '2026-09-06 10:00', '2026-09-06 10:00'),
    (2, 1, 1, 5, 4, 5, null, 3, '2026-09-04 10:00', '2026-09-04 10:00'),
    (2, 1, 1, 6, 1, 4, null, 4, '2026-09-07 10:00', '2026-09-07 10:00'),
    (2, 1, 1, 11, 6, 4, 'Job', 3, '2026-09-14 10:00', '2026-09-14 10:00'),
    (2, 1, 2, 9, 5, 1, null, 3, '2026-09-09 09:00', '2026-09-09 09:00'),
    (2, 1, 2, 9, 1, 5, null, 3, '2026-09-09 09:30', '2026-09-09 09:30'),
    -- The same number, but of an article and not of the ticket.
    (2, 2, 1, 9, 4, 2, null, 3, '2026-09-09 10:00', '2026-09-09 10:00'),
    (2, 2, 2, 9, 3, 4, null, 3, '2026-09-09 10:00', '2026-09-09 10:00');

-- The rest of the month, so that there is something to score: Anna's are answered within the hour, Ben's the next day, and one comes back.
insert into tickets (id, number, title, group_id, priority_id, state_id, owner_id, customer_id, create_article_type_id,
    create_article_sender_id, created_at, first_response_at, close_at, last_close_at, updated_by_id, created_by_id, updated_at)
select n, (1000 + n)::text, 'of the month', 2, 2, 4, 3 + n % 2, 6, 1, 2, opened, opened + answered, opened + closed, opened + closed, 3, 6,
    opened + closed
from generate_series(100, 115) n,
    lateral (
        select timestamp '2026-09-10 08:00' + (n - 100) * interval '1 day', (1 + n % 2 * 29) * interval '1 hour',
            (2 + n % 2 * 48) * interval '1 hour') t (opened, answered, closed);
insert into histories (history_type_id, history_object_id, history_attribute_id, o_id, id_from, id_to, created_by_id, created_at, updated_at)
values (2, 1, 1, 101, 4, 2, 6, '2026-09-13 10:00', '2026-09-13 10:00'), (2, 1, 2, 101, 3, 4, 3, '2026-09-13 10:00', '2026-09-13 10:00');
