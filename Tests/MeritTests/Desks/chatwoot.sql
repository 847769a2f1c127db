-- The part of Chatwoot's schema of 2024-09-23 (3.14) that the adapter reads, as db/schema.rb has it; these columns are the same in 4.5.
create table accounts (
    id serial primary key, name varchar not null, created_at timestamp not null, updated_at timestamp not null,
    locale integer default 0, auto_resolve_duration integer, status integer default 0);
create table account_users (
    id bigserial primary key, account_id bigint, user_id bigint, role integer default 0, inviter_id bigint,
    created_at timestamp(6) not null, updated_at timestamp(6) not null, active_at timestamp, availability integer not null default 0,
    auto_offline boolean not null default true);
create unique index on account_users (account_id, user_id);
create table users (
    id serial primary key, provider varchar not null default 'email', uid varchar not null default '',
    encrypted_password varchar not null default '', last_sign_in_at timestamp, name varchar not null, display_name varchar,
    email varchar, tokens json, created_at timestamp not null, updated_at timestamp not null, availability integer default 0,
    custom_attributes jsonb default '{}', type varchar);
create table teams (
    id bigserial primary key, name varchar not null, description text, allow_auto_assign boolean default true,
    account_id bigint not null, created_at timestamp(6) not null, updated_at timestamp(6) not null);
create table team_members (
    id bigserial primary key, team_id bigint not null, user_id bigint not null, created_at timestamp(6) not null,
    updated_at timestamp(6) not null);
create table contacts (
    id serial primary key, name varchar default '', email varchar, phone_number varchar, account_id integer not null,
    created_at timestamp not null, updated_at timestamp not null, contact_type integer default 0,
    blocked boolean not null default false);
create table inboxes (
    id serial primary key, channel_id integer not null, account_id integer not null, name varchar not null,
    created_at timestamp not null, updated_at timestamp not null, channel_type varchar,
    csat_survey_enabled boolean default false, timezone varchar default 'UTC');
create table conversations (
    id serial primary key, account_id integer not null, inbox_id integer not null, status integer not null default 0,
    assignee_id integer, created_at timestamp not null, updated_at timestamp not null, contact_id bigint,
    display_id integer not null, additional_attributes jsonb default '{}', contact_inbox_id bigint,
    uuid uuid not null default gen_random_uuid(), identifier varchar, last_activity_at timestamp not null default current_timestamp,
    team_id bigint, campaign_id bigint, snoozed_until timestamp, custom_attributes jsonb default '{}',
    first_reply_created_at timestamp, priority integer, sla_policy_id bigint, waiting_since timestamp(6), cached_label_list text);
create unique index on conversations (account_id, display_id);
create table messages (
    id serial primary key, content text, account_id integer not null, inbox_id integer not null, conversation_id integer not null,
    message_type integer not null, created_at timestamp not null, updated_at timestamp not null,
    private boolean not null default false, status integer default 0, source_id varchar, content_type integer not null default 0,
    content_attributes json default '{}', sender_type varchar, sender_id bigint, external_source_ids jsonb default '{}',
    additional_attributes jsonb default '{}');
create index on messages (conversation_id);
create table reporting_events (
    id bigserial primary key, name varchar, value double precision, account_id integer, inbox_id integer, user_id integer,
    conversation_id integer, created_at timestamp(6) not null, updated_at timestamp(6) not null,
    value_in_business_hours double precision, event_start_time timestamp, event_end_time timestamp);
create table csat_survey_responses (
    id bigserial primary key, account_id bigint not null, conversation_id bigint not null, message_id bigint not null unique,
    rating integer not null, feedback_message text, contact_id bigint not null, assigned_agent_id bigint,
    created_at timestamp(6) not null, updated_at timestamp(6) not null);
create table applied_slas (
    id bigserial primary key, account_id bigint not null, sla_policy_id bigint not null, conversation_id bigint not null,
    created_at timestamp(6) not null, updated_at timestamp(6) not null, sla_status integer default 0);
