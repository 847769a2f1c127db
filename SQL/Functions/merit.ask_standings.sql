-- Once a day for each period that runs, when its first day is over; behind its last day once more, for whoever waits for the scoring. What
-- was asked for today is not asked for again, whatever became of it. Scorings go first.
create or replace function merit.ask_standings() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    wanted constant boolean := merit.setting_value('standing_so_far') = 1;
    running record;
begin
    delete from merit.standing_so_far s
    using merit.appraisal_period p
    where p.period_id = s.period_id and (not wanted or p.revision > 0 or p.status = 'cancelled' or s.as_of not between p.starts_on and p.ends_on);
    if not wanted then
        return;
    end if;
    for running in
        select p.period_id
        from merit.appraisal_period p
            cross join lateral (select (clock_timestamp() at time zone p.time_zone)::date as today) here
        where p.revision = 0 and p.status in ('pending', 'scoring', 'failed') and here.today > p.starts_on and here.today <= p.ends_on + 1
            and (exists (select from merit.period_template t where t.period_id = p.period_id)
                or exists (select from merit.template t where t.status = 'published'))
            and not exists (
                select from merit.job j
                where j.kind = 'stand_period' and j.subject_id = p.period_id
                    and (j.state in ('available', 'running') or j.created_at >= here.today::timestamp at time zone p.time_zone))
        order by p.period_id
    loop
        perform merit.ask('stand_period', running.period_id, clock_timestamp());
        update merit.job j set priority = 1
        where j.kind = 'stand_period' and j.subject_id = running.period_id and j.state = 'available';
    end loop;
end
$$;
comment on function merit.ask_standings is
    'A duty: asks once a day how people stand in the periods that run, where the setting standing_so_far is 1, and deletes what is over.';
grant execute on function merit.ask_standings to merit_worker;
