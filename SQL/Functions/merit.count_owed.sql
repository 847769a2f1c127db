create or replace function merit.count_owed() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
begin
    insert into merit.owed_figure as known (what, open, overdue, counted_at)
    select kind.what, count(o.what), count(*) filter (where o.is_overdue), clock_timestamp()
    from unnest(array[
            'self_evaluation', 'evaluation', 'answer', 'calibration', 'appeal', 'proposal', 'interview', 'acknowledgement', 'task',
            'training', 'rule']) kind (what)
        left join merit.owed o on o.what = kind.what
    group by kind.what
    on conflict (what) do update set open = excluded.open, overdue = excluded.overdue, counted_at = excluded.counted_at;
end
$$;
comment on function merit.count_owed is 'A duty: counts what is owed.';
