-- Merit reminds nobody itself. Recorded again on the same day by the same officer it is the same reminder; who owes nothing any more is left out.
create or replace function merit_api.record_reminders(of_period text, people text[]) returns integer
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    reminded constant text[] := (
        select array_agg(distinct o.person) from merit_api.owed_of(of_period) o where o.person = any (people));
begin
    if not exists (select from merit_api.owed_of(of_period)) then
        perform merit.refuse(format('anything that is owed in period "%s" and that you see', of_period));
    end if;
    insert into merit.reminder (period_id, employee_id, reminded_on, recorded_by)
    select p.period_id, person, (clock_timestamp() at time zone p.time_zone)::date, viewer
    from merit.appraisal_period p, unnest(coalesce(reminded, '{}')) person
    where p.period_id = merit.period_of(of_period)
    on conflict on constraint reminder_once do nothing;
    return coalesce(cardinality(reminded), 0);
end
$$;
comment on function merit_api.record_reminders is
    'Says that you reminded people of what they owe in a period: those of whom merit_api.owed_of tells you. Returns how many; once a day each.';
grant execute on function merit_api.record_reminders to merit_person;
