-- Goes from one line to the next along the index: there are few, however many jobs wait. Planned once, whatever the statistics say.
create or replace function merit.lines(kinds text[]) returns table (asked_by text, kind text, priority smallint, running bigint)
    language plpgsql stable rows 4 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set enable_sort = off
as $$
#variable_conflict use_column
begin
    -- Before the first.
    asked_by := '';
    kind := '';
    priority := 0;
    loop
        select j.asked_by, j.kind, j.priority into asked_by, kind, priority
        from merit.job j
        where j.state = 'available' and (j.asked_by, j.kind, j.priority) > (lines.asked_by, lines.kind, lines.priority)
        order by j.asked_by, j.kind, j.priority
        limit 1;
        exit when not found;
        continue when lines.kind <> all (kinds);
        running := (select count(*) from merit.job j where j.state = 'running' and j.asked_by = lines.asked_by);
        return next;
    end loop;
end
$$;
comment on function merit.lines is 'Lines in which jobs of some kinds wait: who asked, kind, priority; with how many jobs of who asked run.';
grant execute on function merit.lines to merit_worker;
