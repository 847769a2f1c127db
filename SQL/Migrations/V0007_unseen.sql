-- What changed since a period was scored. A run takes away what it read, so that nothing is lost however transactions overlap.
create table merit.unseen (
    unseen_id    bigint generated always as identity primary key,
    period_id    bigint      not null references merit.appraisal_period,
    employee_ids text[]      not null,
    appeal_id    bigint,
    noted_at     timestamptz not null default clock_timestamp()
);
create index unseen_period on merit.unseen (period_id);

comment on table merit.unseen is
    'People whose evaluations changed, or whose appeal was decided, since a scoring read them last: one row for each statement.';
comment on column merit.unseen.unseen_id is 'Number of the note.';
comment on column merit.unseen.period_id is 'The period.';
comment on column merit.unseen.employee_ids is 'Who it is about.';
comment on column merit.unseen.appeal_id is 'The appeal that was decided; null: evaluations were given, changed or deleted.';
comment on column merit.unseen.noted_at is 'When; a partial rescoring waits until the newest has rested for quiet_seconds.';

-- At the end of the transaction, so that whoever evaluates holds nobody else: not other raters, not a scoring that completes.
-- A full scoring that failed is still owed, and done with what is new.
create function merit.ask_rescoring() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    period merit.appraisal_period;
begin
    select * into period from merit.appraisal_period where period_id = new.period_id;
    -- One that was never scored is scored when somebody asks; until a waiting job is claimed, asking keeps it from beginning.
    if period.status = 'closed' or period.revision = 0 and not exists (
        select from merit.job where kind = 'score_period' and subject_id = new.period_id and state in ('available', 'running')) then
        return null;
    end if;
    perform merit.ask('score_period', new.period_id,
        clock_timestamp() + make_interval(secs => merit.setting_value('quiet_seconds')),
        asks_whole => period.status = 'failed');
    -- Not where somebody holds the period: who closes it waits for this transaction, and looks at the jobs themselves.
    update merit.appraisal_period set status = 'pending'
    where period_id = (
        select period_id from merit.appraisal_period
        where period_id = new.period_id and status in ('scored', 'failed', 'cancelled')
        for no key update skip locked);
    return null;
end
$$;
comment on function merit.ask_rescoring is 'Asks for the partial rescoring of a period that was scored.';

create constraint trigger ask_rescoring after insert on merit.unseen
    deferrable initially deferred
    for each row execute function merit.ask_rescoring();
create trigger keep_all before truncate on merit.unseen
    for each statement execute function merit.refuse_truncate();

create function merit.note_given_evaluations() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.unseen (period_id, employee_ids)
    select period_id, array_agg(distinct employee_id) from given group by period_id order by period_id;
    return null;
end
$$;
comment on function merit.note_given_evaluations is 'Notes whose evaluations were given or deleted.';

-- Only what scoring reads: a mark or a comment moves nothing.
create function merit.note_changed_evaluations() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.unseen (period_id, employee_ids)
    select given.period_id, array_agg(distinct person.employee_id)
    from given
        join taken using (evaluation_id)
        cross join lateral (values (given.employee_id), (taken.employee_id)) person (employee_id)
    where (given.employee_id, given.source, given.rater_id, given.indicator, given.points)
        is distinct from (taken.employee_id, taken.source, taken.rater_id, taken.indicator, taken.points)
    group by given.period_id order by given.period_id;
    return null;
end
$$;
comment on function merit.note_changed_evaluations is 'Notes whose evaluations were changed.';

create trigger note_given after insert on merit.evaluation
    referencing new table as given
    for each statement execute function merit.note_given_evaluations();
create trigger note_changed after update on merit.evaluation
    referencing new table as given old table as taken
    for each statement execute function merit.note_changed_evaluations();
create trigger note_deleted after delete on merit.evaluation
    referencing old table as given
    for each statement execute function merit.note_given_evaluations();

grant select on merit.unseen to merit_worker, merit_hr;
grant delete on merit.unseen to merit_worker;
