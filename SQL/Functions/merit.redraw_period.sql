create or replace function merit.redraw_period() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    -- How people stood was worked out of other days; the next night of the new ones works it out again.
    delete from merit.standing_so_far where period_id = new.period_id;
    update merit.job set run_at = greatest(new.score_after, clock_timestamp())
    where kind = 'score_period' and subject_id = new.period_id and state = 'available';
    perform pg_notify('merit_job', 'score_period');
    return null;
end
$$;
comment on function merit.redraw_period is 'Has what stands on the days of a period follow them.';

create or replace trigger redraw after update on merit.appraisal_period
    for each row when (
        (new.starts_on, new.ends_on, new.time_zone, new.department)
        is distinct from (old.starts_on, old.ends_on, old.time_zone, old.department))
    execute function merit.redraw_period();
