-- Telling rows: each is there for something that a view over Chatwoot can get wrong.
insert into accounts (id, name, created_at, updated_at)
values (1, 'Firm', '2026-01-01', '2026-01-01'), (2, 'Branch', '2026-01-01', '2026-01-01');
insert into users (id, name, display_name, email, created_at, updated_at, type)
values
    (1, 'Root', null, 'root@firm.example', '2026-01-01', '2026-01-01', 'SuperAdmin'),
    (3, 'Anna Arndt', '', 'Anna@firm.example', '2026-01-01', '2026-01-01', null),
    (4, 'Ben Brandt', 'Ben', 'ben@firm.example', '2026-01-01', '2026-01-01', null),
    -- In no account any more.
    (5, 'Cara Conrad', null, 'cara@firm.example', '2026-01-01', '2026-01-01', null),
    -- A bot that writes as a user does.
    (7, 'Bot', null, 'bot@firm.example', '2026-01-01', '2026-01-01', null);
insert into account_users (account_id, user_id, role, created_at, updated_at)
select account_id, user_id, role, '2026-01-01', '2026-01-01'
from (values (1, 3, 0), (1, 4, 0), (2, 4, 0), (1, 7, 0)) u (account_id, user_id, role);
insert into teams (id, name, account_id, created_at, updated_at)
values (1, 'repairs', 1, '2026-01-01', '2026-01-01'), (2, 'phones', 1, '2026-01-01', '2026-01-01');
insert into team_members (team_id, user_id, created_at, updated_at)
values (1, 3, '2026-01-01', '2026-01-01'), (1, 4, '2026-01-01', '2026-01-01'), (2, 4, '2026-01-01', '2026-01-01');
insert into contacts (id, name, account_id, created_at, updated_at, blocked)
values (1, 'Karl', 1, '2026-01-01', '2026-01-01', false), (2, 'Spam', 1, '2026-01-01', '2026-01-01', true),
    (3, 'Klara', 2, '2026-01-01', '2026-01-01', false);
insert into inboxes (id, channel_id, account_id, name, channel_type, created_at, updated_at)
values (1, 1, 1, 'Shop', 'Channel::WebWidget', '2026-01-01', '2026-01-01'), (2, 1, 1, 'Mail', 'Channel::Email', '2026-01-01', '2026-01-01'),
    (3, 1, 2, 'Branch', 'Channel::Api', '2026-01-01', '2026-01-01');

insert into conversations (id, account_id, display_id, inbox_id, status, assignee_id, contact_id, created_at, updated_at, campaign_id, priority)
values
    -- The last hour of August in UTC, September already where the firm is.
    (1, 1, 1001, 1, 1, 3, 1, '2026-08-31 22:30', '2026-09-01', null, 2),
    -- A note, a template, a rule, a bot and a campaign before the answer of Ben; Anna's in the end.
    (2, 1, 1002, 2, 1, 3, 1, '2026-09-02 08:00', '2026-09-02', null, null),
    -- Resolved twice.
    (3, 1, 1003, 1, 1, 3, 1, '2026-09-03 08:00', '2026-09-05', null, 0),
    -- Resolved, and open again.
    (4, 1, 1004, 1, 0, 3, 1, '2026-09-04 08:00', '2026-09-06', null, 3),
    -- Of a blocked contact.
    (5, 1, 1005, 1, 1, 3, 2, '2026-09-04 08:00', '2026-09-04', null, null),
    -- Nobody's, and open.
    (6, 1, 1006, 1, 0, null, 1, '2026-09-07 08:00', '2026-09-07', null, null),
    -- A campaign that nobody answered, and one that a customer answered a day later.
    (7, 1, 1007, 1, 0, 3, 1, '2026-09-07 08:00', '2026-09-07', 1, null),
    (8, 1, 1008, 1, 1, 4, 1, '2026-09-08 08:00', '2026-09-09', 1, null),
    -- Of one who was removed: nobody's by the conversation, hers by the event.
    (9, 1, 1009, 1, 1, null, 1, '2026-09-09 08:00', '2026-09-09', null, null),
    -- The agent wrote first, the customer answered, the agent replied.
    (10, 1, 1010, 2, 3, 4, 1, '2026-09-10 08:00', '2026-09-10', null, null),
    -- Settled by a bot alone.
    (11, 1, 1011, 1, 1, null, 1, '2026-09-11 08:00', '2026-09-11', null, null),
    -- The bot that writes as a user answered first; pending.
    (12, 1, 1012, 1, 2, 7, 1, '2026-09-12 08:00', '2026-09-12', null, 1),
    -- Of another account, with a number that is there already.
    (13, 2, 1001, 3, 1, 4, 3, '2026-09-13 08:00', '2026-09-13', null, null),
    -- Of a user whom Chatwoot has deleted.
    (14, 1, 1014, 1, 1, 99, 1, '2026-09-14 08:00', '2026-09-14', null, null);

insert into messages (account_id, inbox_id, conversation_id, message_type, sender_type, sender_id, private, content_attributes, additional_attributes, created_at, updated_at)
select 1, 1, conversation_id, message_type, sender_type, sender_id, private, attributes::json, additional::jsonb, at, at
from (values
    (1, 0, 'Contact', 1, false, '{}', '{}', timestamp '2026-08-31 22:30'),
    (1, 1, 'User', 3, false, '{}', '{}', '2026-08-31 23:00'),
    (2, 0, 'Contact', 1, false, '{}', '{}', '2026-09-02 08:00'),
    (2, 3, null, null, false, '{}', '{}', '2026-09-02 08:00:01'),
    (2, 2, 'User', 3, false, '{}', '{}', '2026-09-02 08:01'),
    (2, 1, 'User', 3, true, '{}', '{}', '2026-09-02 08:05'),
    (2, 1, 'AgentBot', 1, false, '{}', '{}', '2026-09-02 08:06'),
    -- Rails writes a JSON text into the JSON column; what an API wrote may be an object.
    (2, 1, 'User', 3, false, '"{\"automation_rule_id\":5}"', '{}', '2026-09-02 08:07'),
    (2, 1, 'User', 3, false, '{"automation_rule_id": 5}', '{}', '2026-09-02 08:08'),
    (2, 1, 'User', 3, false, '"{}"', '{"campaign_id": 1}', '2026-09-02 08:09'),
    (2, 1, 'User', 4, false, '"{\"in_reply_to\":1}"', '{}', '2026-09-02 08:20'),
    (2, 1, 'User', 3, false, '{}', '{}', '2026-09-02 09:20'),
    (3, 0, 'Contact', 1, false, '{}', '{}', '2026-09-03 08:00'),
    (3, 1, 'User', 3, false, '{}', '{}', '2026-09-03 09:00'),
    (4, 0, 'Contact', 1, false, '{}', '{}', '2026-09-04 08:00'),
    (4, 1, 'User', 3, false, null, null, '2026-09-04 09:00'),
    (5, 0, 'Contact', 2, false, '{}', '{}', '2026-09-04 08:00'),
    (6, 0, 'Contact', 1, false, '{}', '{}', '2026-09-07 08:00'),
    (7, 1, 'User', 3, false, '{}', '{"campaign_id": 1}', '2026-09-07 08:00'),
    (8, 1, 'User', 3, false, '{}', '{"campaign_id": 1}', '2026-09-08 08:00'),
    (8, 0, 'Contact', 1, false, '{}', '{}', '2026-09-09 08:00'),
    (8, 1, 'User', 4, false, '{}', '{}', '2026-09-09 08:30'),
    (9, 0, 'Contact', 1, false, '{}', '{}', '2026-09-09 08:00'),
    (9, 1, 'User', 5, false, '{}', '{}', '2026-09-09 09:00'),
    (10, 1, 'User', 3, false, '{}', '{}', '2026-09-10 08:00'),
    (10, 0, 'Contact', 1, false, '{}', '{}', '2026-09-10 09:00'),
    (10, 1, 'User', 4, false, '{}', '{}', '2026-09-10 09:30'),
    (11, 0, 'Contact', 1, false, '{}', '{}', '2026-09-11 08:00'),
    (11, 1, 'AgentBot', 1, false, '{}', '{}', '2026-09-11 08:01'),
    (12, 0, 'Contact', 1, false, '{}', '{}', '2026-09-12 08:00'),
    (12, 1, 'User', 7, false, '{}', '{}', '2026-09-12 08:01'),
    (12, 1, 'User', 4, false, '{}', '{}', '2026-09-12 08:40'),
    (13, 0, 'Contact', 3, false, '{}', '{}', '2026-09-13 08:00'),
    (14, 0, 'Contact', 1, false, '{}', '{}', '2026-09-14 08:00')
) m (conversation_id, message_type, sender_type, sender_id, private, attributes, additional, at);

insert into reporting_events (name, account_id, inbox_id, user_id, conversation_id, created_at, updated_at, event_start_time, event_end_time)
select name, 1, 1, user_id, conversation_id, at, at, at, at
from (values
    ('first_response', 3, 1, timestamp '2026-08-31 23:00'),
    ('conversation_resolved', 3, 1, '2026-09-01 10:00'),
    ('conversation_resolved', 3, 2, '2026-09-02 12:00'),
    ('conversation_resolved', 4, 3, '2026-09-03 10:00'),
    ('conversation_resolved', 3, 3, '2026-09-05 10:00'),
    ('conversation_resolved', 4, 4, '2026-09-04 10:00'),
    ('conversation_opened', 4, 4, '2026-09-06 10:00'),
    ('conversation_resolved', 3, 5, '2026-09-04 10:00'),
    ('conversation_resolved', 3, 8, '2026-09-09 10:00'),
    ('conversation_resolved', 5, 9, '2026-09-15 10:00'),
    ('conversation_bot_resolved', null, 11, '2026-09-11 08:02'),
    ('conversation_resolved', null, 11, '2026-09-11 08:02'),
    ('conversation_resolved', 4, 13, '2026-09-13 10:00'),
    ('conversation_resolved', 99, 14, '2026-09-14 10:00')
) e (name, user_id, conversation_id, at);

insert into csat_survey_responses (account_id, conversation_id, message_id, rating, feedback_message, contact_id, assigned_agent_id, created_at, updated_at)
values
    (1, 1, 1, 5, 'fine', 1, 3, '2026-09-01 12:00', '2026-09-01 12:00'), (1, 2, 2, 2, null, 1, 4, '2026-09-30 23:30', '2026-09-30 23:30'),
    (1, 5, 3, 1, 'buy this', 2, 3, '2026-09-04 12:00', '2026-09-04 12:00'), (1, 11, 4, 4, '', 1, null, '2026-09-11 12:00', '2026-09-11 12:00'),
    (2, 13, 5, 3, null, 3, 4, '2026-09-13 12:00', '2026-09-13 12:00');
insert into applied_slas (account_id, sla_policy_id, conversation_id, sla_status, created_at, updated_at)
values (1, 1, 1, 1, '2026-09-01', '2026-09-01'), (1, 1, 3, 2, '2026-09-01', '2026-09-01'), (1, 1, 4, 3, '2026-09-01', '2026-09-01'),
    (1, 1, 6, 0, '2026-09-01', '2026-09-01');

-- The rest of the month, so that there is something to score: Anna's are answered within the hour, Ben's the next day, and one comes back.
insert into conversations (id, account_id, display_id, inbox_id, status, assignee_id, contact_id, created_at, updated_at)
select n, 1, 1000 + n, 1, 1, 3 + n % 2, 1, opened, opened
from generate_series(100, 115) n, lateral (select timestamp '2026-09-10 08:00' + (n - 100) * interval '1 day') t (opened);
insert into messages (account_id, inbox_id, conversation_id, message_type, sender_type, sender_id, created_at, updated_at)
select 1, 1, id, type, case type when 0 then 'Contact' else 'User' end, assignee_id, at, at
from conversations,
    lateral (values (0, created_at), (1, created_at + (1 + id % 2 * 29) * interval '1 hour')) m (type, at)
where id >= 100;
insert into reporting_events (name, account_id, inbox_id, user_id, conversation_id, created_at, updated_at, event_start_time, event_end_time)
select 'conversation_resolved', 1, 1, assignee_id, id, at, at, created_at, at
from conversations, lateral (select created_at + (2 + id % 2 * 48) * interval '1 hour') t (at)
where id >= 100;
insert into reporting_events (name, account_id, inbox_id, user_id, conversation_id, created_at, updated_at, event_start_time, event_end_time)
values ('conversation_resolved', 1, 1, 4, 101, '2026-09-20 10:00', '2026-09-20 10:00', '2026-09-11 08:00', '2026-09-20 10:00');
insert into csat_survey_responses (account_id, conversation_id, message_id, rating, contact_id, assigned_agent_id, created_at, updated_at)
select 1, id, id, case when assignee_id = 3 then 5 else 3 + id % 3 end, 1, assignee_id, created_at + interval '3 days', created_at
from conversations where id between 100 and 111;
