-- Quarters whose three months are scored, and none waits, once each; a later rescoring asks for no other review. One that failed is asked for
-- again when a month was scored since, and otherwise on the next day: what it failed for may be mended.
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
        select merit.quarter_start(p.starts_on) as quarter, max(p.time_zone) as time_zone, max(p.scored_at) as scored_at
        from merit.appraisal_period p
        where p.kind = 'month' and p.ends_on > current_date - 366 and p.status <> 'cancelled'
        group by 1
        having count(distinct p.starts_on) filter (where p.revision > 0) = 3 and bool_and(p.status in ('scored', 'closed'))
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
comment on function merit.review_quarters is 'Asks for the review of quarters whose months are scored; where the setting review_quarters is 1.';
grant execute on function merit.review_quarters to merit_worker;
