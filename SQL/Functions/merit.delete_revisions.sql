-- Results that another one has replaced, which nobody was given, and on which nothing rests.
create or replace function merit.old_revisions(since date, most integer)
    returns table (period_id bigint, employee_id text, revision integer)
    language sql stable set search_path = pg_catalog, pg_temp set jit = off
as $$
    select r.period_id, r.employee_id, r.revision
    from merit.appraisal_period p
        join merit.result r on r.period_id = p.period_id
        join merit.newest_result n on n.period_id = r.period_id and n.employee_id = r.employee_id and r.revision < n.revision
    where p.ends_on < since
        and not exists (
            select from merit.delivery d where d.period_id = r.period_id and d.employee_id = r.employee_id and d.revision = r.revision)
        and not exists (
            select from merit.outcome o where o.period_id = r.period_id and o.employee_id = r.employee_id and o.revision = r.revision)
        and not exists (
            select from merit.improvement_task t where t.period_id = r.period_id and t.employee_id = r.employee_id and t.revision = r.revision)
        and not exists (select from merit.unsealed_result u where u.period_id = r.period_id and u.revision = r.revision)
        and not merit.is_held(r.employee_id)
    limit most
$$;
comment on function merit.old_revisions is 'Replaced results of periods that ended before a day, so many of them at most; none that was delivered or led to something, nor of people on whom a hold stands.';

create or replace function merit.delete_revisions() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off set lock_timeout = '500ms'
as $$
declare
    since constant date := merit.kept_since('revision_months');
    touched constant regclass[] := array['merit.result', 'merit.indicator_score', 'merit.confidence'];
    periods bigint[];
    people text[];
    revisions integer[];
    keys text[];
    hashes bytea[];
begin
    if since is null then
        return;
    end if;
    -- One at a time with whoever seals.
    perform from merit.sealed_event for no key update;
    select array_agg(old.period_id), array_agg(old.employee_id), array_agg(old.revision) into periods, people, revisions
    from merit.old_revisions(since, 2000) old;
    if periods is null then
        return;
    end if;
    select array_agg(s.number || '/' || r.key), array_agg(r.hash) into keys, hashes
    from unnest(periods, people, revisions) old (period_id, employee_id, revision)
        join merit.seal s on s.kind = 'result' and s.period_id = old.period_id and s.revision = old.revision
        join merit.seal_row r on r.number = s.number and r.key = old.employee_id;
    -- Each was the person's result until the next one came: runs up to there found people by it.
    insert into merit.thinned_period as known (period_id, below)
    select old.period_id, max(next.revision)
    from unnest(periods, people, revisions) old (period_id, employee_id, revision)
        cross join lateral (
            select min(r.revision) as revision from merit.result r
            where r.period_id = old.period_id and r.employee_id = old.employee_id and r.revision > old.revision) next
    group by old.period_id
    on conflict (period_id) do update set below = greatest(known.below, excluded.below);
    perform merit.look_away(touched);
    delete from merit.indicator_score s using unnest(periods, people, revisions) old (period_id, employee_id, revision)
    where s.period_id = old.period_id and s.employee_id = old.employee_id and s.revision = old.revision;
    delete from merit.result r using unnest(periods, people, revisions) old (period_id, employee_id, revision)
    where r.period_id = old.period_id and r.employee_id = old.employee_id and r.revision = old.revision;
    delete from merit.confidence c using unnest(periods, people, revisions) old (period_id, employee_id, revision)
    where c.period_id = old.period_id and c.employee_id = old.employee_id and c.revision = old.revision;
    perform merit.look_again(touched);
    if keys is not null then
        perform merit.add_seal('thinned', null, null, '{}', keys, hashes);
    end if;
    return next row(null, null, null,
        format('%s replaced results are deleted: their periods ended before %s, as revision_months says', cardinality(periods), since),
        false)::merit.duty_note;
end
$$;
comment on function merit.delete_revisions is
    'A duty: deletes replaced revisions that are older than the setting revision_months, and leaves their hashes in the chain.';
grant execute on function merit.delete_revisions to merit_worker;

-- A week later than they should be gone.
create or replace function merit.kept_too_long() returns table (what text, setting text, duty text, rows bigint)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
declare
    most constant integer := 10000;
    since date := merit.kept_since('words_months') - 7;
    place record;
begin
    if since is not null then
        for place in select * from merit.tables_of_words() loop
            return query
                select format('words of %s', place.relation), 'words_months', 'delete_words',
                    cardinality(merit.old_words(place.relation, since, most))::bigint;
        end loop;
        return query select 'words of merit.opinion', 'words_months', 'delete_words', cardinality(merit.old_opinions(since, most))::bigint;
        return query
            select 'comments of customers', 'words_months', 'delete_words', count(*)
            from merit.customer_comment c join merit.appraisal_period p using (period_id)
            where p.ends_on < since and not merit.is_held(c.employee_id);
    end if;
    return query
        select 'events', 'event_months', 'delete_events', cardinality(merit.old_events(merit.kept_since('event_months') - 7, most))::bigint;
    return query
        select 'replaced revisions', 'revision_months', 'delete_revisions', count(*)
        from merit.old_revisions(merit.kept_since('revision_months') - 7, most);
end
$$;
comment on function merit.kept_too_long is 'What should be deleted by a setting of months and is not, a week later; up to 10000 rows of each are counted.';
grant execute on function merit.kept_too_long to merit_worker, merit_hr;
