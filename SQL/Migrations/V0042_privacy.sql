-- People are forgotten when they ask and nothing speaks against it; what must be kept for a lawsuit is held; words go when their time is over.

create table merit.hold (
    hold_id     bigint      generated always as identity primary key,
    employee_id text        not null check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    reason      text        not null check (btrim(reason) <> '' and length(reason) <= 100000),
    until       date,
    placed_by   text        not null default session_user,
    placed_at   timestamptz not null default clock_timestamp(),
    lifted_by   text,
    lifted_at   timestamptz,
    check ((lifted_by is null) = (lifted_at is null))
);
create index hold_employee on merit.hold (employee_id);

comment on table merit.hold is 'People of whom nothing may be forgotten, such as for a lawsuit. A hold is lifted, and not deleted.';
comment on column merit.hold.hold_id is 'Number of the hold.';
comment on column merit.hold.employee_id is 'The person.';
comment on column merit.hold.reason is 'Why.';
comment on column merit.hold.until is 'The last day of it; null: until it is lifted.';
comment on column merit.hold.placed_by is 'Who placed it.';
comment on column merit.hold.placed_at is 'When.';
comment on column merit.hold.lifted_by is 'Who lifted it.';
comment on column merit.hold.lifted_at is 'When; null: it stands.';

create function merit.guard_hold() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if tg_op = 'DELETE' then
        raise exception 'hold % cannot be deleted', old.hold_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'Lift it: set lifted_at.';
    end if;
    if tg_op = 'INSERT' then
        new.placed_at := clock_timestamp();
        if num_nonnulls(new.lifted_by, new.lifted_at) > 0 then
            raise exception 'a hold begins as one that stands'
                using errcode = 'check_violation', hint = 'Place it first, lift it later.';
        end if;
        return new;
    end if;
    if old.lifted_at is not null
        or to_jsonb(new) - array['lifted_at', 'lifted_by'] <> to_jsonb(old) - array['lifted_at', 'lifted_by'] then
        raise exception 'hold % does not change any more', old.hold_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'It is lifted, once; place another one.';
    end if;
    if new.lifted_at is not null then
        new.lifted_at := clock_timestamp();
        new.lifted_by := coalesce(new.lifted_by, session_user);
    end if;
    return new;
end
$$;
comment on function merit.guard_hold is 'Keeps holds as they were placed.';

create trigger guard before insert or update or delete on merit.hold for each row execute function merit.guard_hold();
create trigger sign before insert or update on merit.hold for each row execute function merit.sign('placed_by', 'lifted_by');
create trigger keep_all before truncate on merit.hold for each statement execute function merit.refuse_truncate();
create trigger record_insert after insert on merit.hold
    referencing new table as come for each statement execute function merit.record_event('hold_id');
create trigger record_update after update on merit.hold
    referencing old table as gone new table as come for each statement execute function merit.record_event('hold_id');

create table merit.forgotten (
    pseudonym    text        primary key,
    reason       text        not null check (btrim(reason) <> '' and length(reason) <= 1000),
    forgotten_by text        not null default session_user,
    forgotten_at timestamptz not null default clock_timestamp()
);
comment on table merit.forgotten is 'People who were forgotten: what stands for them now. Who they were is nowhere in schema merit.';
comment on column merit.forgotten.pseudonym is 'What stands in place of the id.';
comment on column merit.forgotten.reason is 'Why, without a name.';
comment on column merit.forgotten.forgotten_by is 'Who did it.';
comment on column merit.forgotten.forgotten_at is 'When.';
create trigger keep before update or delete or truncate on merit.forgotten
    for each statement execute function merit.keep_results();
create trigger sign before insert on merit.forgotten for each row execute function merit.sign('forgotten_by');
create trigger record_insert after insert on merit.forgotten
    referencing new table as come for each statement execute function merit.record_event('pseudonym');

-- A person who is forgotten breaks the seals of what named them: what stands there since is sealed again, as a seal of its own.
alter table merit.seal drop constraint seal_kind_check;
alter table merit.seal add constraint seal_kind_check check (kind in ('event', 'result', 'forgotten'));
comment on column merit.seal.kind is
    'event; result: results of people with their indicators; forgotten: rows of earlier seals as they are since somebody was forgotten.';
comment on column merit.seal_row.key is
    'Number of the event, or the person whose result it is; of a seal forgotten the number of the seal, a slash, and the key in it.';

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('words_months', '0', 'After how many months words are deleted: comments of evaluations and customers, of interviews, appeals and answers. 0: never.', 0, 1200);
alter table merit.setting enable trigger user;

insert into merit.duty (name, every, note) values
    ('delete_words', '1 hour', 'Deletes words that are older than the setting words_months, except where a hold stands.');

grant select on merit.hold, merit.forgotten to merit_hr;
grant insert (employee_id, reason, until), update (lifted_at) on merit.hold to merit_hr;
grant select on merit.hold, merit.forgotten to merit_worker;
