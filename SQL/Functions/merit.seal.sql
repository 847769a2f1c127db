-- The columns that a hash is of, in their order. A column that comes later is in later seals alone.
create or replace function merit.columns_of(relation regclass) returns text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select string_agg(format('t.%I', attname), ', ' order by attnum)
    from pg_attribute where attrelid = relation and attnum > 0 and not attisdropped
$$;
comment on function merit.columns_of is 'The columns of a relation, as seals name them.';

-- Rows as text depend on these settings, and on nothing else.
create or replace function merit.event_hashes(columns text[], keys bigint[]) returns table (event_id bigint, hash bytea)
    language plpgsql stable
    set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'iso_8601' set jit = off
as $$
begin
    return query execute format(
        'select t.event_id, sha256(convert_to(row(%s)::text, ''UTF8'')) from merit.event t where t.event_id = any ($1)', columns[1])
        using keys;
end
$$;
comment on function merit.event_hashes is 'The hashes of events that are there.';

create or replace function merit.result_hashes(
    columns text[], of_period bigint, of_revision integer, behind text, most bigint, people text[] default null)
    returns table (employee_id text, hash bytea)
    language plpgsql stable
    set search_path = pg_catalog, pg_temp set timezone = 'UTC' set datestyle = 'ISO, YMD' set intervalstyle = 'iso_8601' set jit = off
as $$
begin
    return query execute format(
        'select one.employee_id, sha256(convert_to(one.said || coalesce((
            select string_agg(row(%2$s)::text, '''' order by t.dimension collate "C", t.indicator collate "C")
            from merit.indicator_score t
            where t.period_id = $1 and t.employee_id = one.employee_id and t.revision = $2), ''''), ''UTF8''))
        from (
            select t.employee_id, row(%1$s)::text as said
            from merit.result t
            where t.period_id = $1 and t.revision = $2 and t.employee_id collate "C" > $3 and ($5 is null or t.employee_id = any ($5))
            order by t.employee_id collate "C"
            limit $4) one', columns[1], columns[2])
        using of_period, of_revision, behind, most, people;
end
$$;
comment on function merit.result_hashes is 'The hashes of results with their indicators, in the order of the people''s ids.';

create or replace function merit.seal_hash(sealed merit.seal, before bytea) returns bytea
    language sql immutable
    return sha256(before || convert_to(concat_ws('|', (sealed).number, (sealed).kind, (sealed).period_id, (sealed).revision,
        array_to_string((sealed).columns, '|'), (sealed).rows, extract(epoch from (sealed).sealed_at)), 'UTF8') || (sealed).content);
comment on function merit.seal_hash is 'The hash of a seal, from the hash of the one before and what it says.';

create or replace function merit.add_seal(
    of_kind text, of_period bigint, of_revision integer, of_columns text[], keys text[], hashes bytea[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    last merit.seal;
    come merit.seal;
begin
    select * into last from merit.seal order by number desc limit 1;
    come.number := coalesce(last.number, 0) + 1;
    come.kind := of_kind;
    come.period_id := of_period;
    come.revision := of_revision;
    come.columns := of_columns;
    come.rows := cardinality(keys);
    come.sealed_at := clock_timestamp();
    come.content := (
        select sha256(string_agg(hash, ''::bytea order by hash)) from unnest(keys, hashes) covered (key, hash));
    come.hash := merit.seal_hash(come, coalesce(last.hash, ''));
    insert into merit.seal select (come).*;
    insert into merit.seal_row (number, key, hash) select come.number, key, hash from unnest(keys, hashes) covered (key, hash);
end
$$;
comment on function merit.add_seal is 'Adds a seal to the chain.';

-- One at a time, whoever performs it. So many rows at a time that it is short; what is left is sealed the next time.
create or replace function merit.seal() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    most constant bigint := 2000;
    event_columns constant text[] := array[merit.columns_of('merit.event')];
    result_columns constant text[] := array[merit.columns_of('merit.result'), merit.columns_of('merit.indicator_score')];
    sealed_to bigint;
    reached bigint;
    oldest constant xid8 := pg_snapshot_xmin(pg_current_snapshot());
    keys text[];
    hashes bytea[];
    waiting merit.unsealed_result;
    done bigint := 0;
begin
    select event_id into sealed_to from merit.sealed_event for no key update;
    -- Numbers that nobody can take any more: each transaction that could was under way when the gap was noticed, and is over.
    delete from merit.event_gap g
    where g.noticed_in <= oldest and g.noticed_at < clock_timestamp() - interval '1 minute'
        and not exists (select from merit.event e where e.event_id = g.event_id);
    select array_agg(found.event_id::text), array_agg(found.hash), max(found.event_id) into keys, hashes, reached
    from merit.event_hashes(event_columns, (
        select array_agg(e.event_id)
        from (
            select event_id from merit.event_gap
            union all
            (select event_id from merit.event where event_id > sealed_to order by event_id limit most)) e)) found;
    if keys is not null then
        perform merit.add_seal('event', null, null, event_columns, keys, hashes);
        delete from merit.event_gap where event_id = any (keys::bigint[]);
        reached := greatest(reached, sealed_to);
        insert into merit.event_gap (event_id, noticed_in)
        select missing, pg_snapshot_xmax(pg_current_snapshot())
        from generate_series(sealed_to + 1, reached) missing
        where not missing::text = any (keys);
        update merit.sealed_event set event_id = reached;
    end if;
    while done < most loop
        select * into waiting from merit.unsealed_result order by period_id, revision limit 1 for no key update skip locked;
        exit when not found;
        select array_agg(found.employee_id order by found.employee_id collate "C"), array_agg(found.hash order by found.employee_id collate "C")
        into keys, hashes
        from merit.result_hashes(result_columns, waiting.period_id, waiting.revision, waiting.done_to, most - done) found;
        if keys is not null then
            perform merit.add_seal('result', waiting.period_id, waiting.revision, result_columns, keys, hashes);
            update merit.unsealed_result set done_to = keys[cardinality(keys)]
            where period_id = waiting.period_id and revision = waiting.revision;
        end if;
        if coalesce(cardinality(keys), 0) < most - done then
            delete from merit.unsealed_result where period_id = waiting.period_id and revision = waiting.revision;
        end if;
        done := done + greatest(coalesce(cardinality(keys), 0), 1);
    end loop;
end
$$;
comment on function merit.seal is 'A duty: seals events and results that came since.';
grant execute on function merit.seal to merit_worker;

create or replace function merit.seal_all() returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    before bigint := -1;
    after bigint := -2;
begin
    while before <> after loop
        before := (select count(*) from merit.seal);
        perform merit.seal();
        after := (select count(*) from merit.seal);
    end loop;
end
$$;
comment on function merit.seal_all is 'Seals whatever there is to seal.';

-- Row by row, because it is to say which. `head` is the hash that somebody has written down.
create or replace function merit.verify_chain(head text default null)
    returns table (number bigint, sealed_at timestamptz, what text, problem text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
declare
    one merit.seal;
    before bytea := '';
    expected bigint := 1;
    is_known boolean := head is null;
    keys text[];
begin
    for one in select * from merit.seal s order by s.number loop
        if one.number <> expected then
            return query select one.number, one.sealed_at, 'chain'::text, format('seals %s to %s are gone', expected, one.number - 1);
        end if;
        if merit.seal_hash(one, before) <> one.hash then
            return query select one.number, one.sealed_at, 'chain'::text, 'the seal was changed, or the one before it'::text;
        end if;
        select array_agg(r.key order by r.key collate "C") into keys from merit.seal_row r where r.number = one.number;
        if one.content is distinct from (
            select sha256(string_agg(r.hash, ''::bytea order by r.hash)) from merit.seal_row r where r.number = one.number) then
            return query select one.number, one.sealed_at, 'chain'::text, 'what the seal covers was changed'::text;
        end if;
        -- Of somebody who was forgotten since, the rows are those that were sealed then; those whose time was over are gone.
        return query
            with later as materialized (
                select distinct on (since.key) substr(since.key, position('/' in since.key) + 1) as key, since.hash, come.kind
                from merit.seal_row since join merit.seal come on come.number = since.number
                where split_part(since.key, '/', 1) = one.number::text and strpos(since.key, '/') > 0
                    and come.kind in ('forgotten', 'thinned')
                order by since.key, come.number desc
            ), covered as materialized (
                select r.key, coalesce(later.hash, r.hash) as hash, coalesce(later.kind = 'thinned', false) as is_thinned
                from merit.seal_row r left join later on later.key = r.key
                where r.number = one.number
            ), found as materialized (
                select event_id::text as key, hash from merit.event_hashes(one.columns, case one.kind when 'event' then keys::bigint[] end)
                where one.kind = 'event'
                union all
                select employee_id, hash from merit.result_hashes(one.columns, one.period_id, one.revision, '', null, keys)
                where one.kind = 'result'
            )
            select one.number, one.sealed_at, case one.kind when 'event' then 'event ' || covered.key
                    else format('result of %s in %s, revision %s', covered.key, p.label, one.revision) end,
                case when found.key is null then 'is gone' else 'was changed' end
            from covered
                left join found on found.key = covered.key
                left join merit.appraisal_period p on p.period_id = one.period_id
            where one.kind in ('event', 'result') and found.hash is distinct from covered.hash
                and not (covered.is_thinned and found.key is null)
            order by length(covered.key), covered.key;
        is_known := is_known or encode(one.hash, 'hex') = lower(head);
        before := one.hash;
        expected := one.number + 1;
    end loop;
    -- What came by another way than a scoring, or below the numbers that were there.
    return query
        select null::bigint, null::timestamptz, format('result of %s in %s, revision %s', r.employee_id, p.label, r.revision),
            'came behind its seal'::text
        from merit.result r join merit.appraisal_period p on p.period_id = r.period_id
        where not exists (
                select from merit.unsealed_result u where u.period_id = r.period_id and u.revision = r.revision)
            and r.revision <= p.revision
            and not exists (
                select from merit.seal s join merit.seal_row k on k.number = s.number
                where s.period_id = r.period_id and s.revision = r.revision and k.key = r.employee_id)
        order by 3;
    return query
        select null::bigint, null::timestamptz, 'event ' || e.event_id, 'came behind its seal'::text
        from merit.event e
        where e.event_id <= (select known.event_id from merit.sealed_event known)
            and not exists (select from merit.event_gap g where g.event_id = e.event_id)
            and e.event_id::text not in (
                select k.key from merit.seal s join merit.seal_row k on k.number = s.number where s.kind = 'event')
        order by e.event_id;
    if not is_known then
        return query select null::bigint, null::timestamptz, 'chain'::text, format('no seal has the hash %s', head);
    end if;
end
$$;
comment on function merit.verify_chain is
    'What is not as it was sealed: rows that were changed, are gone or came behind, and seals that do not follow on each other; with a head, whether the chain holds it.';
grant execute on function merit.verify_chain to merit_hr;
