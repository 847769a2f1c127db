-- People sign in to the portal: sessions and links of which only hashes are kept, drafts of what they write, and how often somebody tried.

do $$
begin
    if to_regrole('merit_portal') is null then
        raise exception 'this step brings the role merit_portal, and merit_owner may not make it'
            using errcode = 'insufficient_privilege', hint = 'Run merit migrate once as a superuser, or as a role with CREATEROLE.';
    end if;
end
$$;

alter table merit.application disable trigger user;
insert into merit.application (role_name, role_id, note) values ('merit_portal', to_regrole('merit_portal')::oid, 'merit serve');
alter table merit.application enable trigger user;

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('session_idle_minutes', '60', 'After how many minutes without a request a session of the portal ends.', 5, 10080),
    ('session_hours', '12', 'After how many hours a session of the portal ends in any case.', 1, 720),
    ('draft_days', '90', 'After how many days a draft that nobody touched is deleted.', 1, 3650);
alter table merit.setting enable trigger user;

create table merit.session (
    session_id  bigint      generated always as identity primary key,
    token_hash  bytea       not null unique check (length(token_hash) = 32),
    employee_id text        not null check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    how         text        not null check (how in ('link', 'proxy', 'openid')),
    agent       text        check (length(agent) <= 200),
    started_at  timestamptz not null default clock_timestamp(),
    seen_at     timestamptz not null default clock_timestamp(),
    ended_at    timestamptz,
    ended_how   text        check (ended_how in ('signed out', 'by its owner', 'replaced', 'too many')),
    check ((ended_at is null) = (ended_how is null))
);
create index session_employee on merit.session (employee_id, started_at);
create index session_started on merit.session (started_at);

comment on table merit.session is 'Sessions of people at the portal. One ends by its owner, by being idle (session_idle_minutes) and by its age (session_hours).';
comment on column merit.session.session_id is 'Number of the session.';
comment on column merit.session.token_hash is 'SHA-256 of the token in the browser''s cookie; the token itself is kept nowhere.';
comment on column merit.session.employee_id is 'Whose it is.';
comment on column merit.session.how is 'How the person signed in: link, proxy, openid.';
comment on column merit.session.agent is 'With what, in a word or two, such as Firefox on Android.';
comment on column merit.session.started_at is 'When it began.';
comment on column merit.session.seen_at is 'When it was used last, to about a minute.';
comment on column merit.session.ended_at is 'When it was ended; null: it was not, and may be over by its age all the same.';
comment on column merit.session.ended_how is 'How it was ended: signed out, by its owner (from another session), replaced (by a new sign-in), too many.';

create table merit.sign_in_link (
    link_id      bigint      generated always as identity primary key,
    token_hash   bytea       not null unique check (length(token_hash) = 32),
    employee_id  text        not null check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    until        timestamptz not null,
    used_at      timestamptz,
    requested_by text        not null default session_user,
    requested_at timestamptz not null default clock_timestamp()
);
create index sign_in_link_until on merit.sign_in_link (until);

comment on table merit.sign_in_link is 'Links by which people sign in once; made by merit.issue_link.';
comment on column merit.sign_in_link.link_id is 'Number of the link.';
comment on column merit.sign_in_link.token_hash is 'SHA-256 of the token in the link; the token itself is kept nowhere.';
comment on column merit.sign_in_link.employee_id is 'Who signs in by it.';
comment on column merit.sign_in_link.until is 'Until when.';
comment on column merit.sign_in_link.used_at is 'When it was used; null: not yet.';
comment on column merit.sign_in_link.requested_by is 'Who had it made.';
comment on column merit.sign_in_link.requested_at is 'When.';

-- Whoever has links made can be everyone: the trail says who had one made for whom.
create trigger record_insert after insert on merit.sign_in_link
    referencing new table as come for each statement execute function merit.record_event('link_id');

create table merit.draft (
    draft_id    bigint      generated always as identity primary key,
    employee_id text        not null check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    form        text        not null check (length(form) between 1 and 100),
    subject     text        not null check (length(subject) <= 500),
    said        jsonb       not null check (jsonb_typeof(said) = 'object' and length(said::text) <= 400000),
    kept_at     timestamptz not null default clock_timestamp(),
    constraint draft_once unique (employee_id, form, subject)
);
create index draft_kept on merit.draft (kept_at);

comment on table merit.draft is 'What people have written into a form and not handed in; theirs alone.';
comment on column merit.draft.draft_id is 'Number of the draft.';
comment on column merit.draft.employee_id is 'Who wrote it.';
comment on column merit.draft.form is 'Into which form.';
comment on column merit.draft.subject is 'About what: the period, the person or the number that the form is of.';
comment on column merit.draft.said is 'The form''s fields by name.';
comment on column merit.draft.kept_at is 'When it was kept last.';

create table merit.sign_in_try (
    key       bytea       not null check (length(key) = 32),
    since     timestamptz not null,
    tries     integer     not null default 1,
    primary key (key, since)
);

comment on table merit.sign_in_try is 'How often somebody tried something at the portal, in a stretch of time.';
comment on column merit.sign_in_try.key is 'SHA-256 of what was tried and by whom: an address or a person.';
comment on column merit.sign_in_try.since is 'When the stretch began.';
comment on column merit.sign_in_try.tries is 'How often.';

insert into merit.duty (name, every, note) values
    ('prune_sign_in', '10 minutes', 'Deletes sessions, links and drafts whose time is over, and counts of tries.');
