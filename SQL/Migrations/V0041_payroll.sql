-- What payroll is given: batches that stay as they were given, the first of a period whole, each later one what changed since.

create table merit.payroll_batch (
    batch_id  bigint      generated always as identity primary key,
    period_id bigint      not null references merit.appraisal_period,
    is_delta  boolean     not null,
    made_by   text        not null,
    made_at   timestamptz not null default clock_timestamp(),
    rows      bigint      not null,
    left_out  bigint      not null,
    checksum  text        not null
);
create index payroll_batch_period on merit.payroll_batch (period_id);

comment on table merit.payroll_batch is 'Batches of results that payroll was given; append-only.';
comment on column merit.payroll_batch.batch_id is 'Number of the batch.';
comment on column merit.payroll_batch.period_id is 'The period.';
comment on column merit.payroll_batch.is_delta is 'Whether it holds what changed since the batches before of the period; false: everyone.';
comment on column merit.payroll_batch.made_by is 'Who made it.';
comment on column merit.payroll_batch.made_at is 'When.';
comment on column merit.payroll_batch.rows is 'How many people it names.';
comment on column merit.payroll_batch.left_out is 'How many results it leaves out, because they were not delivered.';
comment on column merit.payroll_batch.checksum is 'SHA-256 of its rows.';

create table merit.payroll_row (
    batch_id             bigint  not null references merit.payroll_batch,
    employee_id          text    not null,
    name                 text,
    department           text,
    grade                text,
    coefficient          numeric,
    previous_coefficient numeric,
    difference           numeric,
    revision             integer not null,
    confirmation         text    not null,
    has_open_appeal      boolean not null,
    approved_by          text    not null,
    primary key (batch_id, employee_id)
);

comment on table merit.payroll_row is 'The rows of batches, as they were given; append-only.';
comment on column merit.payroll_row.batch_id is 'The batch.';
comment on column merit.payroll_row.employee_id is 'The person.';
comment on column merit.payroll_row.name is 'Name in the result.';
comment on column merit.payroll_row.department is 'Department in the result.';
comment on column merit.payroll_row.grade is 'The grade; null: the result has none.';
comment on column merit.payroll_row.coefficient is 'The pay coefficient; null: the result has none.';
comment on column merit.payroll_row.previous_coefficient is 'The one that payroll was given before; null: none.';
comment on column merit.payroll_row.difference is 'How much more it is than that one, of which none counts as 0; less than 0 is to be taken back. Null in a first batch.';
comment on column merit.payroll_row.revision is 'Revision of the result.';
comment on column merit.payroll_row.confirmation is 'How its delivery stood, as merit.delivery_state says.';
comment on column merit.payroll_row.has_open_appeal is 'Whether an appeal was open.';
comment on column merit.payroll_row.approved_by is 'Who delivered the result.';

create trigger keep before update or delete or truncate on merit.payroll_batch
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.payroll_row
    for each statement execute function merit.keep_results();
create trigger record_insert after insert on merit.payroll_batch
    referencing new table as come for each statement execute function merit.record_event('batch_id');

create function merit.make_payroll(of_period text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    period merit.appraisal_period;
    is_first boolean;
    made bigint;
    given merit.payroll_row[];
    undelivered bigint;
begin
    -- Whoever keeps results holds this row from their revision on; and one batch is made at a time.
    select * into period from merit.appraisal_period where label = of_period for no key update;
    if not found then
        raise exception 'there is no period "%"', of_period
            using errcode = 'foreign_key_violation', hint = 'Take its label from merit.appraisal_period.';
    end if;
    if period.status not in ('scored', 'closed') then
        raise exception 'period "%" is %; what is scored goes to payroll', period.label, period.status
            using errcode = 'object_not_in_prerequisite_state', hint = 'Have it scored first.';
    end if;
    is_first := not exists (select from merit.payroll_batch where period_id = period.period_id);
    select array_agg(row(
            null, found.employee_id, found.name, found.department, found.grade, found.coefficient, found.previous,
            case when not is_first then coalesce(found.coefficient, 0) - coalesce(found.previous, 0) end, found.revision, found.state,
            found.has_open_appeal, found.delivered_by)::merit.payroll_row order by found.employee_id collate "C")
    into given
    from (
        select r.employee_id, r.name, r.department, r.grade, r.coefficient, r.revision, d.state, d.delivered_by,
            before.coefficient as previous, before.grade as previous_grade, before.batch_id as previous_batch,
            exists (
                select from merit.appeal a
                where a.period_id = r.period_id and a.employee_id = r.employee_id and a.status = 'open') as has_open_appeal
        from merit.newest_result n
            join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
            join merit.delivery_state d on d.period_id = r.period_id and d.employee_id = r.employee_id and d.revision = r.revision
            left join lateral (
                select p.* from merit.payroll_row p join merit.payroll_batch b on b.batch_id = p.batch_id
                where b.period_id = n.period_id and p.employee_id = n.employee_id
                order by p.batch_id desc limit 1) before on true
        where n.period_id = period.period_id
    ) found
    where is_first or found.previous_batch is null
        or (found.coefficient, found.grade) is distinct from (found.previous, found.previous_grade);
    if given is null then
        return null;
    end if;
    select count(*) into undelivered
    from merit.newest_result n
    where n.period_id = period.period_id and not exists (
        select from merit.delivery d
        where d.period_id = n.period_id and d.employee_id = n.employee_id and d.revision = n.revision);
    insert into merit.payroll_batch (period_id, is_delta, made_by, rows, left_out, checksum)
    select period.period_id, not is_first, coalesce(merit.viewer(), session_user), cardinality(given), undelivered,
        encode(sha256(convert_to(string_agg(concat_ws('|', quote_nullable(g.employee_id), quote_nullable(g.name), quote_nullable(g.department),
            quote_nullable(g.grade), quote_nullable(g.coefficient), quote_nullable(g.previous_coefficient), quote_nullable(g.difference),
            g.revision, g.confirmation, g.has_open_appeal, quote_nullable(g.approved_by)), E'\n' order by g.employee_id collate "C"),
            'UTF8')), 'hex')
    from unnest(given) g
    returning batch_id into made;
    insert into merit.payroll_row
    select made, g.employee_id, g.name, g.department, g.grade, g.coefficient, g.previous_coefficient, g.difference, g.revision,
        g.confirmation, g.has_open_appeal, g.approved_by
    from unnest(given) g;
    return made;
end
$$;
comment on function merit.make_payroll is
    'Makes a batch of the delivered results of a period for payroll: the first time of everyone, later of what changed since. Returns its number; null: nothing changed.';

grant select on merit.payroll_batch, merit.payroll_row to merit_hr;
grant execute on function merit.make_payroll to merit_hr;
