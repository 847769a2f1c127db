-- What the views of an adapter go by. A row is changed by UPDATE, or by `merit source install --adapter NAME` again.
create table merit_source.adapter (
    name text primary key,
    credit text not null default 'owner' check (credit in ('owner', 'first_responder', 'resolver')),
    time_zone text not null default 'UTC');
comment on table merit_source.adapter is
    'The help desk whose tables the views read, and what they go by.';
comment on column merit_source.adapter.name is 'The adapter: zammad, chatwoot and so on.';
comment on column merit_source.adapter.credit is
    'Whom a ticket is credited to: owner (at the end), first_responder or resolver; where nobody was, the owner.';
comment on column merit_source.adapter.time_zone is
    'The zone of the times that the help desk gives without one; those that always keep UTC do not read it.';
