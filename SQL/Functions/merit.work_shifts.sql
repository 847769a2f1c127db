-- Compiling what six years of days are made of took ten times what it takes to make them.
-- For people as well as for the worker, so that both count by the same shifts. A local time that clocks leave out counts as an hour later,
-- one that comes twice as the second of the two, as times of the source do; a shift of which that leaves nothing is none.
create or replace function merit.work_shifts(of_calendar text, first_day date, last_day date, period_zone text default null)
    returns table (day date, kind text, title text, opens timestamptz, closes timestamptz)
    language sql stable set jit = off
begin atomic
    select d.day, coalesce(special.kind, case when shift.opens is null then 'free' else 'working' end), special.title, shift.opens, shift.closes
    from merit.work_calendar c
        cross join lateral (select g::date as day from generate_series(first_day::timestamp, last_day::timestamp, interval '1 day') g) d
        left join lateral (
            select s.kind, s.like_weekday, s.title from merit.special_day s
            where s.calendar in (c.calendar, c.days_of) and s.day = d.day
            order by s.calendar = c.calendar desc limit 1) special on true
        left join lateral (
            -- Before the first version that one counts.
            select v.valid_from from merit.work_calendar_version v
            where v.calendar = c.calendar
            order by case when v.valid_from <= d.day then v.valid_from end desc nulls last, v.valid_from limit 1) version on true
        left join lateral (
            select instants.opens, instants.closes
            from merit.work_shift w
                cross join lateral (
                    select (d.day + w.starts_at) at time zone zone.name as opens,
                        (d.day + case when w.ends_at > w.starts_at then 0 else 1 end + w.ends_at) at time zone zone.name as closes
                    from (select coalesce(c.time_zone, period_zone, current_setting('TimeZone'))) zone (name)) instants
            where w.calendar = c.calendar and w.valid_from = version.valid_from
                and w.weekday = case special.kind when 'holiday' then null when 'make_up' then special.like_weekday
                    else extract(isodow from d.day) end
                and instants.closes > instants.opens) shift on true
    where c.calendar = of_calendar
    order by d.day, shift.opens;
end;
comment on function merit.work_shifts is
    'What a calendar means on each of some days: working, free, holiday or make_up, with one row for each shift that begins on it.';
grant execute on function merit.work_shifts to merit_worker, merit_hr;
