-- Some thousand rows at a time; what is left goes the next time. Figures stay, and so does the trail, which nobody changes.
create or replace function merit.delete_words() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    months constant integer := merit.setting_value('words_months')::integer;
    most constant integer := 5000;
    gone bigint := 0;
    changed bigint;
begin
    if coalesce(months, 0) = 0 then
        return;
    end if;
    with old as (
        select c.ctid from merit.customer_comment c join merit.appraisal_period p using (period_id)
        where p.ends_on < (clock_timestamp() - make_interval(months => months))::date and not merit.is_held(c.employee_id)
        limit most
    )
    delete from merit.customer_comment c using old where c.ctid = old.ctid;
    get diagnostics changed = row_count;
    gone := gone + changed;
    with old as (
        select i.interview_id from merit.interview i join merit.appraisal_period p using (period_id)
        where p.ends_on < (clock_timestamp() - make_interval(months => months))::date and not merit.is_held(i.employee_id)
            and (i.said <> '–' or i.agreed <> '–' or i.objection <> '–')
        limit most
    )
    update merit.interview i
    set said = case when i.said is not null then '–' end, agreed = case when i.agreed is not null then '–' end,
        objection = case when i.objection is not null then '–' end
    from old where i.interview_id = old.interview_id;
    get diagnostics changed = row_count;
    gone := gone + changed;
    if gone > 0 then
        return next row(null, null, null, format('words of %s rows are deleted: they are older than %s months', gone, months), false)::merit.duty_note;
    end if;
end
$$;
comment on function merit.delete_words is 'A duty: deletes words that are older than the setting words_months.';
grant execute on function merit.delete_words to merit_worker;
