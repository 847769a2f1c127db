-- How long what is kept is kept: words, the trail, revisions that were replaced. What goes leaves its hash in the chain of seals.

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('event_months', '0', 'After how many months events are deleted from the trail, except where a hold stands. 0: never.', 0, 1200),
    ('revision_months', '0',
        'How many months after the end of a period revisions that were replaced, and never delivered, are deleted, except where a hold stands. 0: never.', 0, 1200);
alter table merit.setting enable trigger user;

insert into merit.duty (name, every, note) values
    ('delete_events', '1 hour', 'Deletes events that are older than the setting event_months, except where a hold stands.'),
    ('delete_revisions', '1 hour', 'Deletes replaced revisions that are older than the setting revision_months, except where a hold stands.');

alter table merit.seal drop constraint seal_kind_check;
alter table merit.seal add constraint seal_kind_check check (kind in ('event', 'result', 'forgotten', 'thinned'));
comment on column merit.seal.kind is
    'event; result: results of people with their indicators; forgotten: rows of earlier seals as they are since somebody was forgotten; thinned: rows of earlier seals whose time was over, and which are deleted.';
comment on column merit.seal_row.key is
    'Number of the event, or the person whose result it is; of the seals forgotten and thinned the number of the seal, a slash, and the key in it.';

create table merit.thinned_period (
    period_id bigint  primary key references merit.appraisal_period,
    below     integer not null
);
comment on table merit.thinned_period is 'Periods of which replaced revisions were deleted, because their time was over.';
comment on column merit.thinned_period.period_id is 'The period.';
comment on column merit.thinned_period.below is 'Of revisions below this one results may be gone, and what their runs found of all people cannot be worked out again.';
create trigger keep_all before truncate on merit.thinned_period for each statement execute function merit.refuse_truncate();
grant select on merit.thinned_period to merit_worker, merit_hr;

-- What a later seal says of rows of an earlier one.
create index seal_row_later on merit.seal_row (split_part(key, '/', 1)) where strpos(key, '/') > 0;
create index event_at on merit.event (at);
