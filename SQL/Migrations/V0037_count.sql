-- How much is owed, for the metrics. It is counted now and then by one worker, because every scrape of every worker asks.

create table merit.owed_figure (
    what       text        primary key,
    open       bigint      not null,
    overdue    bigint      not null,
    counted_at timestamptz not null
);

comment on table merit.owed_figure is 'How many acts of merit.owed were open when the duty count_owed counted them last.';
comment on column merit.owed_figure.what is 'What is owed, as merit.owed says.';
comment on column merit.owed_figure.open is 'How many of it are open.';
comment on column merit.owed_figure.overdue is 'How many of these are overdue.';
comment on column merit.owed_figure.counted_at is 'When they were counted.';

create function merit.count_owed() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
begin
    insert into merit.owed_figure as known (what, open, overdue, counted_at)
    select kind.what, count(o.what), count(*) filter (where o.is_overdue), clock_timestamp()
    from unnest(array[
            'self_evaluation', 'evaluation', 'answer', 'appeal', 'proposal', 'acknowledgement', 'task', 'rule']) kind (what)
        left join merit.owed o on o.what = kind.what
    group by kind.what
    on conflict (what) do update set open = excluded.open, overdue = excluded.overdue, counted_at = excluded.counted_at;
end
$$;
comment on function merit.count_owed is 'A duty: counts what is owed.';

insert into merit.duty (name, every, note) values
    ('count_owed', '5 minutes', 'Counts who owes what, for the metrics.');

grant select on merit.owed_figure to merit_worker, merit_hr;
grant execute on function merit.count_owed to merit_worker;
