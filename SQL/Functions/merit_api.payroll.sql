-- A batch is of everyone whose result is delivered, so that whoever makes or reads one has the duty towards everyone.
create or replace function merit.reads_payroll(asking text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from merit.officer o where o.employee_id = asking and o.department is null and o.duty in ('hr', 'payroll'))
$$;
comment on function merit.reads_payroll is 'Whether somebody may read what payroll was given: who has the duty hr or payroll towards everyone.';

create or replace function merit_api.make_payroll(of_period text) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if not exists (select from merit.duty_of(viewer, 'hr') d where d is null)
        or not exists (select from merit.appraisal_period p where p.label = of_period) then
        perform merit.refuse(format('period "%s" that you may give payroll', of_period));
    end if;
    return merit.make_payroll(of_period);
end
$$;
comment on function merit_api.make_payroll is
    'Makes a batch of the delivered results of a period for payroll, as merit.make_payroll does. You have the duty hr towards everyone. Returns its number; null: nothing changed.';
grant execute on function merit_api.make_payroll to merit_person;

create or replace function merit_api.payroll_batches(of_period text default null)
    returns table (
        batch_id bigint, period text, is_delta boolean, made_by text, made_at timestamptz, rows bigint, left_out bigint, checksum text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
begin
    if not merit.reads_payroll(merit.viewer()) then
        return;
    end if;
    return query
        select b.batch_id, p.label, b.is_delta, b.made_by, b.made_at, b.rows, b.left_out, b.checksum
        from merit.payroll_batch b join merit.appraisal_period p on p.period_id = b.period_id
        where of_period is null or p.label = of_period
        order by b.batch_id;
end
$$;
comment on function merit_api.payroll_batches is 'The batches that payroll was given; for whoever has the duty hr or payroll towards everyone.';
grant execute on function merit_api.payroll_batches to merit_person;

create or replace function merit_api.payroll_rows(of_batch bigint)
    returns table (
        employee_id text, name text, department text, grade text, coefficient numeric, previous_coefficient numeric, difference numeric,
        revision integer, confirmation text, has_open_appeal boolean, approved_by text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
begin
    if not merit.reads_payroll(merit.viewer()) then
        return;
    end if;
    return query
        select r.employee_id, r.name, r.department, r.grade, r.coefficient, r.previous_coefficient, r.difference, r.revision, r.confirmation,
            r.has_open_appeal, r.approved_by
        from merit.payroll_row r where r.batch_id = of_batch
        order by r.employee_id collate "C";
end
$$;
comment on function merit_api.payroll_rows is 'The rows of a batch, as they were given; for whoever has the duty hr or payroll towards everyone.';
grant execute on function merit_api.payroll_rows to merit_person;
