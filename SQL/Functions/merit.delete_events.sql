-- Events that are sealed and too old, and about nobody on whom a hold stands.
create or replace function merit.old_events(since date, most integer) returns bigint[]
    language sql stable set search_path = pg_catalog, pg_temp set jit = off
as $$
    with held as materialized (
        select distinct h.employee_id from merit.hold h where merit.is_held(h.employee_id)
    ), about as materialized (
        select distinct a.table_name, a.key from held cross join lateral merit.rows_about(held.employee_id) a
    )
    select array_agg(old.event_id)
    from (
        select e.event_id
        from merit.event e
        where e.at < since and e.event_id <= (select s.event_id from merit.sealed_event s)
            and not exists (select from merit.event_gap g where g.event_id = e.event_id)
            and not exists (select from about where about.table_name = e.table_name and about.key = e.key)
            and not exists (
                select from held where held.employee_id in (e.person, e.key, e.before ->> 'employee_id', e.after ->> 'employee_id'))
        limit most) old
$$;
comment on function merit.old_events is 'Numbers of events that are older than a day, so many of them at most; not of people on whom a hold stands.';

create or replace function merit.delete_events() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off set lock_timeout = '500ms'
as $$
declare
    since constant date := merit.kept_since('event_months');
    old bigint[];
    keys text[];
    hashes bytea[];
begin
    if since is null then
        return;
    end if;
    -- One at a time with whoever seals.
    perform from merit.sealed_event for no key update;
    old := merit.old_events(since, 5000);
    if old is null then
        return;
    end if;
    select array_agg(s.number || '/' || r.key), array_agg(r.hash) into keys, hashes
    from merit.seal s join merit.seal_row r on r.number = s.number
    where s.kind = 'event' and r.key = any (old::text[]);
    perform merit.look_away(array['merit.event'::regclass]);
    delete from merit.event where event_id = any (old);
    perform merit.look_again(array['merit.event'::regclass]);
    perform merit.add_seal('thinned', null, null, '{}', keys, hashes);
    return next row(null, null, null,
        format('%s events are deleted: they are of before %s, as event_months says', cardinality(old), since), false)::merit.duty_note;
end
$$;
comment on function merit.delete_events is 'A duty: deletes events that are older than the setting event_months, and leaves their hashes in the chain.';
grant execute on function merit.delete_events to merit_worker;
