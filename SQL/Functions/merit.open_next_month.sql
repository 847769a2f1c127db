-- The last day of the period that comes behind one, and nothing where nobody can say. Behind a month comes a month. A period from one day of a
-- month to the day before it in the next, and one of whole weeks, goes on where another was before it that it goes on from: behind two of
-- as many weeks comes a third; behind three of 4, 4 and 5 weeks comes one of as many as the first of them.
create or replace function merit.next_period_end(period bigint) returns date
    language sql stable strict set search_path = pg_catalog, pg_temp
    return (
        with this as (
            select p.*, p.ends_on - p.starts_on + 1 as days, (p.starts_on + interval '1 month')::date = p.ends_on + 1 as is_shifted_month
            from merit.appraisal_period p where p.period_id = period
        ), before as (
            select b.*, b.ends_on - b.starts_on + 1 as days, (b.starts_on + interval '1 month')::date = b.ends_on + 1 as is_shifted_month
            from this join merit.appraisal_period b on b.period_id = merit.previous_period(period)
        ), first as (
            select f.ends_on - f.starts_on + 1 as days
            from before join merit.appraisal_period f on f.period_id = merit.previous_period(before.period_id)
        )
        select case
            when this.kind = 'month' then (this.ends_on + 1 + interval '1 month')::date - 1
            when this.kind <> 'custom' then null
            when this.is_shifted_month and before.is_shifted_month then (this.ends_on + 1 + interval '1 month')::date - 1
            when this.days % 7 = 0 and this.days < 28 and this.days = before.days then this.ends_on + this.days
            when this.days % 7 = 0 and before.days % 7 = 0 and first.days % 7 = 0 then this.ends_on + first.days end
        from this left join before on true left join first on true);
comment on function merit.next_period_end is 'The last day of the period that is to come behind a month, or behind a row of other periods; null where nobody can say.';

create or replace function merit.open_next_month() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    over record;
    next_label text;
begin
    if merit.setting_value('open_next_month') = 0 then
        return;
    end if;
    for over in
        select last.*, merit.next_period_end(last.period_id) as next_end
        from (
            select distinct on (department, kind) period_id, label, starts_on, ends_on, (ends_on + 1) as next_start, time_zone, department, kind, status
            from merit.appraisal_period where kind in ('month', 'custom')
            order by department, kind, starts_on desc, period_id desc) last
    loop
        continue when over.status = 'cancelled' or over.next_end is null
            or (clock_timestamp() at time zone over.time_zone)::date < over.next_start;
        -- As the one before is called: by the month that it ends in, by the one that it begins in, or by the week.
        next_label := case
            when starts_with(over.label, to_char(over.ends_on, 'YYYY-MM')) and over.label !~ '^.{7}-?[0-9]' and over.ends_on - over.starts_on >= 27
                then to_char(over.next_end, 'YYYY-MM') || substr(over.label, 8)
            when starts_with(over.label, to_char(over.starts_on, 'YYYY-MM')) and over.label !~ '^.{7}-?[0-9]' and over.ends_on - over.starts_on >= 27
                then to_char(over.next_start, 'YYYY-MM') || substr(over.label, 8)
            when starts_with(over.label, to_char(over.starts_on, 'IYYY-"W"IW'))
                then to_char(over.next_start, 'IYYY-"W"IW') || substr(over.label, 9)
            when over.kind = 'month' then concat_ws(' ', to_char(over.next_start, 'YYYY-MM'), over.department)
            else concat_ws(' ', over.next_start || ' to ' || over.next_end, over.department) end;
        begin
            insert into merit.appraisal_period (label, starts_on, ends_on, time_zone, department)
            values (next_label, over.next_start, over.next_end, over.time_zone, over.department);
            return next row(null, null, null, format('period "%s" is asked for', next_label), false)::merit.duty_note;
        exception
            -- The label is taken; the other departments have their month all the same.
            when unique_violation then
                return next row(
                    null, null, 'failed',
                    format('the month after "%s" is not asked for: %s; ask for it under another label, or rename that period', over.label,
                        sqlerrm), false)::merit.duty_note;
        end;
    end loop;
end
$$;
comment on function merit.open_next_month is
    'Asks for the month, or the period of another length, that has begun, for whoever had the one before; where the setting open_next_month is 1.';
grant execute on function merit.open_next_month, merit.next_period_end to merit_worker;
