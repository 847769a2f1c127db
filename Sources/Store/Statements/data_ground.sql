-- What findings of period $1 are held against: the kinds that stop a scoring, when everyone was measured last, which relations had
-- twenty rows or more in the period before, and the days that are off for all.
select
    array(select substr(name, 8) from merit.setting where starts_with(name, 'strict_') and value <> '0' order by name) as strict,
    (select max(data_cutoff) from merit.run where period_id = $1 and kind = 'full') as measured_at,
    array(
        select key
        from (
            select rows_read from merit.run
            where period_id = merit.previous_period($1) and kind = 'full' order by run_id desc limit 1) before
            cross join jsonb_each_text(rows_read)
        where value::bigint >= 20 order by key) as busy_before,
    array(
        select distinct day from merit.special_day
        where kind = 'holiday' and day between p.starts_on and p.ends_on
            and calendar in (
                select unnest(array[c.calendar, c.days_of])
                from merit.work_calendar_use join merit.work_calendar c using (calendar) where scope = 'all')
        order by day) as days_off
from merit.appraisal_period p
where period_id = $1
