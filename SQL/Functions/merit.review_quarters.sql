-- Quarters whose three months are scored, and none waits, once each; a later rescoring asks for no other review. Periods from the 26th to the
-- 25th, and weeks, stand for months where there are none: a quarter is whole when those whose middle lies in it have 84 days or more. One that
-- failed is asked for again when a month was scored since, and otherwise on the next day: what it failed for may be mended.
create or replace function merit.review_quarters() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    over record;
begin
    if merit.setting_value('review_quarters') = 0 then
        return;
    end if;
    for over in
        with belonging as (
            select p.*, merit.quarter_start(case p.kind when 'month' then p.starts_on else p.starts_on + (p.ends_on - p.starts_on) / 2 end) as quarter
            from merit.appraisal_period p
            where p.kind <> 'quarter' and p.ends_on - p.starts_on < 62 and p.ends_on > current_date - 366 and p.status <> 'cancelled'
        ), chosen as (
            select b.*, not exists (
                select from belonging other
                where other.quarter = b.quarter and other.starts_on = b.starts_on and other.ends_on = b.ends_on and other.revision > 0
                    and other.period_id < b.period_id) as is_first
            from belonging b
            where b.kind = 'month' or not exists (select from belonging m where m.quarter = b.quarter and m.kind = 'month')
        )
        select p.quarter, max(p.time_zone) as time_zone, max(p.scored_at) as scored_at
        from chosen p
        group by 1
        having bool_and(p.status in ('scored', 'closed')) and case
            when bool_or(p.kind = 'month') then count(distinct p.starts_on) filter (where p.revision > 0) = 3
            else sum(p.ends_on - p.starts_on + 1) filter (where p.revision > 0 and p.is_first) >= 84 end
        order by 1
    loop
        continue when exists (
                select from merit.quarter_review r
                where r.quarter = over.quarter and not r.so_far
                    and (r.status <> 'failed' or r.requested_at > greatest(over.scored_at, clock_timestamp() - interval '1 day')))
            or (clock_timestamp() at time zone over.time_zone)::date < (over.quarter + interval '3 months')::date;
        insert into merit.quarter_review (quarter, time_zone) values (over.quarter, over.time_zone);
        return next row(null, null, null, format('a review of the quarter %s is asked for', over.quarter), false)::merit.duty_note;
    end loop;
end
$$;
comment on function merit.review_quarters is
    'Asks for the review of quarters whose months, or periods that stand for months, are scored; where the setting review_quarters is 1.';
grant execute on function merit.review_quarters to merit_worker;
