-- Of results that are there already; those that come later find their errors there.
create or replace function merit.keep_errors() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
begin
    update merit.newest_result newest
    set total_error = come.total_error
    from come
    where come.period_id = newest.period_id and come.employee_id = newest.employee_id and come.revision = newest.revision
        and come.total_error is distinct from newest.total_error;
    return null;
end
$$;
comment on function merit.keep_errors is 'Keeps the errors of totals in merit.newest_result beside the totals.';

create or replace trigger keep_errors after insert on merit.confidence
    referencing new table as come for each statement execute function merit.keep_errors();

-- Of what came before the trigger did: it waits for whoever was writing just then.
update merit.newest_result newest
set total_error = c.total_error
from merit.confidence c
where c.period_id = newest.period_id and c.employee_id = newest.employee_id and c.revision = newest.revision
    and c.total_error is distinct from newest.total_error;
