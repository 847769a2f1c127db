-- Telling rows: each is there for something that a view over GLPI can get wrong. Its MySQL is in Berlin.
insert into glpi_groups (id, name) values (1, 'Repairs');
insert into glpi_itilcategories (id, name, completename) values (1, 'Boilers', 'Heating > Boilers');
insert into glpi_requesttypes (id, name) values (1, 'Helpdesk'), (2, 'E-Mail');
insert into glpi_users (id, name, realname, firstname, is_active, is_deleted, last_login, end_date, groups_id)
values
    (2, 'glpi', null, null, 1, 0, null, null, 0), (3, 'anna', 'Arndt', 'Anna', 1, 0, null, null, 1),
    (4, 'ben', null, '', 1, 0, null, null, 0), (5, 'cara', 'Conrad', 'Cara', 0, 0, '2026-09-15 08:00', null, 0),
    (6, 'glpi-system', null, null, 1, 0, null, null, 0), (7, 'bot', 'Bot', null, 1, 0, null, null, 0), (8, 'karl', 'Kunde', 'Karl', 1, 0, null, null, 0),
    (10, 'eve', 'Ebner', 'Eve', 1, 0, null, '2026-09-20 00:00', 0);
insert into glpi_useremails (id, users_id, is_default, email)
values (1, 3, 0, 'a.arndt@home.example'), (2, 3, 1, 'Anna@firm.example'), (3, 4, 0, 'ben@firm.example'), (4, 5, 1, 'cara@firm.example'),
    (5, 7, 1, 'bot@firm.example'), (6, 10, 1, ' ');

insert into glpi_tickets (id, name, date, solvedate, closedate, status, priority, itilcategories_id, requesttypes_id, time_to_resolve, solve_delay_stat, is_deleted)
values
    -- The first hour of September in Berlin, August still in UTC.
    (1001, 'plain', '2026-09-01 00:30', '2026-09-01 12:00', '2026-09-08 12:00', 6, 3, 1, 2, '2026-09-01 13:00', 18000, 0),
    (1002, 'answered by another', '2026-09-02 10:00', '2026-09-02 14:00', null, 5, 5, 0, 1, '2026-09-02 13:00', 14400, 0),
    (1003, 'refused, and solved again', '2026-09-03 10:00', '2026-09-05 12:00', null, 5, 1, 0, 1, null, 0, 0),
    (1004, 'refused, and open', '2026-09-04 10:00', null, null, 2, 6, 0, 1, null, 0, 0),
    (1005, 'in the bin', '2026-09-04 10:00', '2026-09-04 12:00', null, 5, 3, 0, 1, null, 0, 1),
    (1006, 'nobody''s', '2026-09-07 10:00', '2026-09-07 12:00', null, 5, 2, 0, 1, null, 0, 0),
    (1007, 'a duplicate', '2026-09-07 10:00', '2026-09-07 12:00', null, 5, 3, 0, 1, null, 0, 0),
    (1008, 'waiting', '2026-09-08 10:00', null, null, 4, 4, 0, 1, '2026-09-09 10:00', 0, 0),
    (1009, 'of one who left', '2026-09-09 10:00', '2026-09-09 12:00', null, 5, 3, 0, 1, null, 0, 0),
    (1010, 'of an account that ends', '2026-09-10 10:00', '2026-09-10 09:00', null, 5, 3, 0, 1, null, 0, 0),
    (1011, 'new', '2026-09-11 10:00', null, null, 1, 3, 0, 1, null, 0, 0),
    (1012, 'the bot''s', '2026-09-12 10:00', '2026-09-12 10:02', null, 5, 3, 0, 1, null, 0, 0),
    (1013, 'planned, of two agents, and one of them asks', '2026-09-13 10:00', null, null, 3, 3, 0, 1, null, 0, 0);
insert into glpi_tickets_tickets (id, tickets_id_1, tickets_id_2, link) values (1, 1007, 1006, 2), (2, 1001, 1002, 1), (3, 1003, 1004, 3);
insert into glpi_tickets_users (id, tickets_id, users_id, type)
values
    (1, 1001, 8, 1), (2, 1001, 3, 2), (3, 1002, 8, 1), (4, 1002, 4, 2), (5, 1002, 3, 2), (6, 1002, 4, 3), (7, 1003, 8, 1), (8, 1003, 3, 2),
    (9, 1004, 8, 1), (10, 1004, 3, 2), (11, 1005, 3, 2), (12, 1007, 3, 2), (13, 1008, 8, 1), (14, 1008, 4, 2), (15, 1009, 5, 2), (16, 1010, 10, 2),
    (17, 1006, 0, 2), (18, 1012, 7, 2), (19, 1013, 3, 1), (20, 1013, 3, 2), (21, 1013, 4, 2);
insert into glpi_itilfollowups (id, itemtype, items_id, date, users_id, is_private)
values
    (1, 'Ticket', 1001, '2026-09-01 01:00', 3, 0), (2, 'Ticket', 1002, '2026-09-02 10:01', 8, 0), (3, 'Ticket', 1002, '2026-09-02 10:05', 3, 1),
    (4, 'Ticket', 1002, '2026-09-02 10:06', 6, 0), (5, 'Problem', 1002, '2026-09-02 10:07', 3, 0), (6, 'Ticket', 1002, '2026-09-02 10:20', 4, 0),
    (7, 'Ticket', 1002, '2026-09-02 11:20', 3, 0), (8, 'Ticket', 1013, '2026-09-13 10:30', 3, 0), (9, 'Ticket', 1013, '2026-09-13 11:30', 4, 0);
insert into glpi_itilsolutions (id, itemtype, items_id, date_creation, users_id, status)
values
    (1, 'Ticket', 1001, '2026-09-01 12:00', 3, 3), (2, 'Ticket', 1002, '2026-09-02 14:00', 4, 2), (3, 'Ticket', 1003, '2026-09-03 12:00', 3, 4),
    (4, 'Ticket', 1003, '2026-09-05 12:00', 4, 2), (5, 'Ticket', 1004, '2026-09-04 12:00', 3, 4), (6, 'Ticket', 1006, '2026-09-07 12:00', 6, 2),
    (7, 'Problem', 1008, '2026-09-08 12:00', 3, 3), (8, 'Ticket', 1009, '2026-09-09 12:00', 5, 1), (9, 'Ticket', 1010, '2026-09-10 09:00', 10, 1);
insert into glpi_ticketsatisfactions (id, tickets_id, date_begin, date_answered, satisfaction, comment)
values
    (1, 1001, '2026-09-01 12:00', '2026-09-01 14:00', 5, 'fine'), (2, 1002, '2026-09-02 14:00', '2026-10-01 01:30', 2, null),
    -- Sent and not answered; answered without a star; of one in the bin; of nobody.
    (3, 1003, '2026-09-05 12:00', null, null, null), (4, 1009, '2026-09-05 12:00', '2026-09-10 12:00', 0, 'no star'),
    (5, 1005, '2026-09-05 12:00', '2026-09-10 12:00', 1, null), (6, 1006, '2026-09-05 12:00', '2026-09-10 12:00', 4, '');

-- The rest of the month, so that there is something to score: Anna's are answered within the hour, Ben's the next day, and one comes back.
insert into glpi_tickets (id, name, date, solvedate, status)
select 1000 + n, 'of the month', opened, opened + (2 + n % 2 * 48) * interval '1 hour', 5
from generate_series(100, 115) n, lateral (select timestamp '2026-09-10 10:00' + (n - 100) * interval '1 day') t (opened);
insert into glpi_tickets_users (id, tickets_id, users_id, type) select id, id, 3 + id % 2, 2 from glpi_tickets where id >= 1100;
insert into glpi_itilfollowups (id, itemtype, items_id, date, users_id)
select id, 'Ticket', id, date + (1 + id % 2 * 29) * interval '1 hour', 3 + id % 2 from glpi_tickets where id >= 1100;
insert into glpi_itilsolutions (id, itemtype, items_id, date_creation, users_id, status)
select id, 'Ticket', id, solvedate, 3 + id % 2, case id when 1101 then 4 else 3 end from glpi_tickets where id >= 1100;
insert into glpi_ticketsatisfactions (id, tickets_id, date_begin, date_answered, satisfaction)
select id, id, date, date + interval '3 days', case when id % 2 = 0 then 5 else 3 + id % 3 end from glpi_tickets where id between 1100 and 1111;
