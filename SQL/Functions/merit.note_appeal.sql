create or replace function merit.note_appeal() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    -- Rows come to a colleague, and go again from one for whom an earlier decision on the same value had them count.
    insert into merit.unseen (period_id, employee_ids, appeal_id)
    select new.period_id, array[new.employee_id] || array_agg(distinct a.colleague_id) filter (where a.colleague_id is not null),
        new.appeal_id
    from merit.appeal a
    where a.period_id = new.period_id and a.employee_id = new.employee_id and a.indicator is not distinct from new.indicator
        and a.status = 'upheld';
    return null;
end
$$;
comment on function merit.note_appeal is 'Notes that an appeal was upheld, of whom it is and whose rows come or go by it.';

create or replace trigger note_upheld after update on merit.appeal
    for each row when (new.status = 'upheld' and old.status <> 'upheld')
    execute function merit.note_appeal();
