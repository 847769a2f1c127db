create or replace function merit.note_given_evaluations() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    insert into merit.unseen (period_id, employee_ids)
    select period_id, array_agg(distinct employee_id) from given
    where points is not null
    group by period_id order by period_id;
    return null;
end
$$;
comment on function merit.note_given_evaluations is 'Notes whose evaluations were given or deleted; one without points moves nothing.';

create or replace trigger note_given after insert on merit.evaluation
    referencing new table as given
    for each statement execute function merit.note_given_evaluations();
create or replace trigger note_deleted after delete on merit.evaluation
    referencing old table as given
    for each statement execute function merit.note_given_evaluations();
