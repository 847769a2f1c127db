-- Telling rows: each is there for something that a view over osTicket can get wrong. Its MySQL is in Berlin.
insert into ost_event (id, name) values
    (1, 'created'), (2, 'closed'), (3, 'reopened'), (4, 'assigned'), (5, 'released'), (6, 'transferred'), (7, 'referred'), (8, 'overdue'), (9, 'edited');
insert into ost_ticket_status (id, name, state) values
    (1, 'Open', 'open'), (2, 'Resolved', 'closed'), (3, 'Closed', 'closed'), (4, 'Archived', 'archived'), (5, 'Deleted', 'deleted');
insert into ost_ticket_priority (priority_id, priority, priority_desc, priority_urgency) values (1, 'low', 'Low', 4), (2, 'normal', 'Normal', 3), (3, 'high', 'High', 2);
insert into ost_department (id, name) values (1, 'Repairs'), (2, 'Sales');
insert into ost_help_topic (topic_id, topic) values (1, 'Boilers');
insert into ost_form_field (id, form_id, type, name) values (20, 2, 'text', 'subject'), (22, 2, 'priority', 'priority');
insert into ost_staff (staff_id, dept_id, username, firstname, lastname, email, isactive, lastlogin, updated)
values
    (3, 1, 'anna', 'Anna', 'Arndt', 'Anna@firm.example', 1, '2026-09-30 08:00', '2026-09-01'), (4, 2, 'ben', null, '', 'ben@firm.example', 1, null, '2026-09-01'),
    (5, 1, 'cara', 'Cara', 'Conrad', 'cara@firm.example', 0, '2026-09-15 08:00', '2026-09-20'), (7, 0, 'bot', 'Bot', null, 'bot@firm.example', 1, null, '2026-09-01'),
    (10, 1, 'eve', 'Eve', 'Ebner', ' ', 0, null, '2026-09-20 10:00');

insert into ost_ticket (ticket_id, ticket_pid, user_id, status_id, topic_id, staff_id, flags, source, duedate, est_duedate, reopened, closed, created)
values
    -- The first hour of September in Berlin, August still in UTC.
    (1001, null, 8, 3, 1, 3, 0, 'Email', null, '2026-09-01 13:00', null, '2026-09-01 12:00', '2026-09-01 00:30'),
    -- Answered by another; closed too late, which emptied the target.
    (1002, null, 8, 2, 0, 3, 0, 'Web', null, null, null, '2026-09-02 14:00', '2026-09-02 10:00'),
    -- Reopened and closed again: the first was late, the second in time.
    (1003, null, 8, 3, 0, 4, 0, 'Phone', null, '2026-09-06 10:00', '2026-09-04 10:00', '2026-09-05 12:00', '2026-09-03 10:00'),
    -- Reopened, and open.
    (1004, null, 8, 1, 0, 3, 0, 'Web', null, null, '2026-09-05 10:00', null, '2026-09-04 10:00'),
    -- Waits to be deleted.
    (1005, null, 8, 5, 0, 3, 0, 'Web', null, null, null, '2026-09-04 12:00', '2026-09-04 10:00'),
    -- Nobody's: closed by the customer.
    (1006, null, 8, 3, 0, 0, 16, 'Web', null, null, null, '2026-09-07 12:00', '2026-09-07 10:00'),
    -- Merged into the one before, with its messages and apart; linked to it alone.
    (1007, 1006, 8, 3, 0, 3, 1, 'Web', null, null, null, '2026-09-07 12:00', '2026-09-07 10:00'),
    (1008, 1006, 8, 3, 0, 3, 2, 'Web', null, null, null, '2026-09-07 12:00', '2026-09-07 10:00'),
    (1009, 1006, 8, 3, 0, 5, 8, 'Web', null, null, null, '2026-09-09 12:00', '2026-09-09 10:00'),
    -- Archived, of somebody without an address, after a target of its own, which a person gave.
    (1010, null, 0, 4, 0, 10, 0, 'API', '2026-09-10 08:00', '2026-09-12 10:00', null, '2026-09-10 09:00', '2026-09-10 07:30'),
    -- New, the bot's, and of an agent who is gone without a trace.
    (1011, null, 9, 1, 0, 0, 0, 'Other', null, null, null, null, '2026-09-11 10:00'),
    (1012, null, 9, 3, 0, 7, 0, 'Web', null, null, null, '2026-09-12 10:02', '2026-09-12 10:00'),
    (1013, null, 9, 1, 0, 77, 0, 'Web', '2026-09-20 10:00', null, null, null, '2026-09-13 10:00');
insert into ost_thread (id, object_id, object_type) select ticket_id + 5000, ticket_id, 'T' from ost_ticket;
-- A task and a child of the same number.
insert into ost_thread (id, object_id, object_type) values (1, 1001, 'A'), (2, 1002, 'C');
insert into ost_thread_entry (id, thread_id, staff_id, user_id, type, poster, created)
values
    (1, 6001, 0, 8, 'M', 'Karl', '2026-09-01 00:30'), (2, 6001, 3, 0, 'R', 'Anna Arndt', '2026-09-01 01:00'), (3, 1, 3, 0, 'R', 'Anna Arndt', '2026-09-01 00:40'),
    -- A note, an answer of a filter, one of the bot, then a person's.
    (4, 6002, 3, 0, 'N', 'Anna Arndt', '2026-09-02 10:01'), (5, 6002, 3, 0, 'R', 'SYSTEM (Canned Reply)', '2026-09-02 10:02'),
    (6, 6002, 7, 0, 'R', 'Bot', '2026-09-02 10:03'), (7, 6002, 4, 0, 'R', 'ben', '2026-09-02 10:20'), (8, 6002, 3, 0, 'R', 'Anna Arndt', '2026-09-02 11:20'),
    (9, 6003, 3, 0, 'R', 'Anna Arndt', '2026-09-03 12:00'), (10, 6004, 3, 0, 'R', 'Anna Arndt', '2026-09-04 12:00'),
    (11, 6009, 5, 0, 'R', 'Cara Conrad', '2026-09-09 11:00'), (12, 2, 4, 0, 'R', 'ben', '2026-09-02 10:00');
insert into ost_thread_event (id, thread_id, thread_type, event_id, uid, uid_type, annulled, timestamp)
values
    (1, 6001, 'T', 2, 3, 'S', 0, '2026-09-01 12:00'), (2, 6002, 'T', 6, 3, 'S', 0, '2026-09-02 10:10'), (3, 6002, 'T', 8, null, 'S', 0, '2026-09-02 13:05'),
    (4, 6002, 'T', 2, 4, 'S', 0, '2026-09-02 14:00'), (5, 6003, 'T', 8, null, 'S', 0, '2026-09-03 18:00'), (6, 6003, 'T', 2, 3, 'S', 1, '2026-09-03 20:00'),
    (7, 6003, 'T', 3, 8, 'U', 0, '2026-09-04 10:00'), (8, 6003, 'T', 2, 4, 'S', 0, '2026-09-05 12:00'), (9, 6004, 'T', 2, 3, 'S', 1, '2026-09-04 14:00'),
    (10, 6004, 'T', 3, 8, 'U', 0, '2026-09-05 10:00'), (11, 6006, 'T', 2, 8, 'U', 0, '2026-09-07 12:00'), (12, 6009, 'T', 2, 5, 'S', 0, '2026-09-09 12:00'),
    (13, 6010, 'T', 2, 10, 'S', 0, '2026-09-10 09:00'), (14, 6012, 'T', 2, 7, 'S', 0, '2026-09-12 10:02'), (15, 1, 'A', 2, 4, 'S', 0, '2026-09-02 12:00');
insert into ost_form_entry (id, object_id, object_type) values (1, 1001, 'T'), (2, 1002, 'T'), (3, 1001, 'U');
insert into ost_form_entry_values (entry_id, field_id, value, value_id)
values (1, 20, 'Boiler', null), (1, 22, 'High', 3), (2, 22, 'Low', 1), (3, 22, 'Normal', 2);

-- The rest of the month, so that there is something to score: Anna's are answered within the hour, Ben's the next day, and one comes back.
insert into ost_ticket (ticket_id, status_id, staff_id, created, closed, reopened)
select 1000 + n, 3, 3 + n % 2, opened, opened + (2 + n % 2 * 48) * interval '1 hour', case n when 101 then opened + interval '1 day' end
from generate_series(100, 115) n, lateral (select timestamp '2026-09-10 10:00' + (n - 100) * interval '1 day') t (opened);
insert into ost_thread (id, object_id, object_type) select ticket_id + 5000, ticket_id, 'T' from ost_ticket where ticket_id >= 1100;
insert into ost_thread_entry (id, thread_id, staff_id, type, poster, created)
select ticket_id, ticket_id + 5000, staff_id, 'R', 'somebody', created + (1 + ticket_id % 2 * 29) * interval '1 hour' from ost_ticket where ticket_id >= 1100;
insert into ost_thread_event (id, thread_id, thread_type, event_id, uid, timestamp)
select ticket_id, ticket_id + 5000, 'T', 2, staff_id, closed from ost_ticket where ticket_id >= 1100;
