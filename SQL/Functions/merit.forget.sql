create or replace function merit.is_held(of_employee text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select exists (
        select from merit.hold
        where employee_id = of_employee and lifted_at is null and (until is null or until >= (clock_timestamp() at time zone 'UTC')::date))
$$;
comment on function merit.is_held is 'Whether a hold on a person stands.';

-- Columns that say who, and columns of what people wrote. A table that comes later has these names too, or is named here.
create or replace function merit.who_columns() returns text[]
    language sql immutable
    return array[
        'employee_id', 'rater_id', 'supervisor_id', 'owner_id', 'colleague_id', 'held_by', 'submitted_by', 'decided_by', 'recorded_by',
        'acknowledged_by', 'entered_by', 'changed_by', 'said_by', 'delivered_by', 'approved_by', 'cancelled_by', 'requested_by', 'published_by',
        'created_by', 'named_by', 'set_by', 'placed_by', 'lifted_by', 'forgotten_by', 'made_by', 'taught_by', 'person', 'who', 'paused_by', 'asked_by',
        'other_id'];
comment on function merit.who_columns is 'Columns of schema merit that say who somebody is.';

create or replace function merit.word_columns() returns text[]
    language sql immutable
    return array[
        'comment', 'reason', 'wanted', 'decision', 'said', 'agreed', 'objection', 'words', 'proposal', 'advice', 'note', 'training', 'title',
        'name', 'ticket_id', 'problem', 'role_name', 'photos'];
comment on function merit.word_columns is 'Columns of rows about a person that hold what was written of them.';

-- A sentence in which an id stands as a word.
create or replace function merit.forget_word(sentence text, known text, pseudonym text) returns text
    language sql immutable
    return regexp_replace(sentence, '(?<![[:alnum:]_-])' || regexp_replace(known, '([^[:alnum:]])', '\\\1', 'g') || '(?![[:alnum:]_-])',
        pseudonym, 'g');
comment on function merit.forget_word is 'A sentence without the id of a person who is forgotten.';

-- A document in which a person's id and name are others, and no words of theirs stand.
create or replace function merit.forget_in(image jsonb, known text, called text, pseudonym text, is_about boolean) returns jsonb
    language sql immutable
    return case when image is not null then (
        select coalesce(jsonb_object_agg(field.key, case
            when is_about and field.key = any (merit.word_columns()) and jsonb_typeof(field.value) = 'string'
                then to_jsonb(case field.key when 'name' then pseudonym else '–' end)
            when is_about and field.key = 'tickets' then '[]'
            when is_about and field.key = 'picked_rows' then 'null'
            when jsonb_typeof(field.value) = 'string' and starts_with(field.value #>> '{}', known || ' (') then to_jsonb(pseudonym)
            when field.key = any (merit.word_columns()) and jsonb_typeof(field.value) = 'string'
                then to_jsonb(merit.forget_word(merit.forget_word(field.value #>> '{}', known, pseudonym), coalesce(called, known), pseudonym))
            else replace(replace(field.value::text, to_jsonb(known)::text, to_jsonb(pseudonym)::text),
                to_jsonb(coalesce(called, known))::text, to_jsonb(pseudonym)::text)::jsonb end), '{}')
        from jsonb_each(image) field) end;
comment on function merit.forget_in is 'A row''s image in the trail without a person who is forgotten.';

-- Everything at once, or nothing: guards and the trail look away while it is done, and whoever writes these tables waits for it. The figures
-- stay as they are; who they are of is a pseudonym in every table, in the trail, and in what seals cover.
create or replace function merit.forget(of_employee text, reason text) returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp set lock_timeout = '10s' set jit = off
as $$
#variable_conflict use_column
declare
    pseudonym constant text := 'forgotten-' || substr(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), 1, 12);
    forgetting constant text := forget.reason;
    names text[];
    called text;
    roles text[];
    place record;
    touched regclass[];
    scrubbed bigint[];
    renewed text[];
    hashes bytea[];
    sealed record;
begin
    if coalesce(btrim(forgetting), '') = '' then
        raise exception 'forgetting somebody takes a reason' using errcode = 'not_null_violation', hint = 'Give it without a name.';
    end if;
    if merit.is_held(of_employee) then
        raise exception 'a hold stands on "%"', of_employee
            using errcode = 'object_not_in_prerequisite_state', hint = 'merit.hold says why; lift it first, if nothing speaks against that.';
    end if;
    if exists (select from merit.appeal a where a.employee_id = of_employee and a.status = 'open') then
        raise exception 'an appeal of "%" is open', of_employee
            using errcode = 'object_not_in_prerequisite_state', hint = 'Decide it first.';
    end if;
    if not exists (select from merit.newest_result n where n.employee_id = of_employee)
        and not exists (select from merit.evaluation e where of_employee in (e.employee_id, e.rater_id))
        and not exists (select from merit.repair_report r where r.employee_id = of_employee)
        and not exists (select from merit.standing_so_far s where s.employee_id = of_employee) then
        raise exception 'nothing is kept of "%"', of_employee
            using errcode = 'foreign_key_violation', hint = 'Give the id as merit.result has it.';
    end if;
    if merit.viewer() = of_employee then
        raise exception 'nobody decides about themselves'
            using errcode = 'insufficient_privilege', hint = 'Have somebody else do it.';
    end if;
    -- What was changed behind its seal would pass for what was forgotten.
    perform from merit.sealed_event for update;
    perform merit.seal_all();
    if exists (select from merit.verify_chain()) then
        raise exception 'something was changed since it was sealed'
            using errcode = 'object_not_in_prerequisite_state', hint = 'merit verify --chain says what. Clear that up first.';
    end if;
    select array_agg(distinct r.name) into names from merit.result r where r.employee_id = of_employee and r.name <> '';
    called := names[1];
    select array_agg(l.role_name) into roles from merit.login l where l.employee_id = of_employee;
    select array_agg(distinct c.oid::regclass) into touched
    from pg_class c join pg_attribute a on a.attrelid = c.oid
    where c.relnamespace = 'merit'::regnamespace and c.relkind = 'r'
        and (a.attname = any (merit.who_columns()) or c.relname in ('seal_row', 'unseen', 'customer_comment', 'event', 'run', 'data_finding',
            'work_calendar_use'))
        and c.relname not in ('schema_migration', 'forgotten');
    -- A column that tells kinds of work apart may name people.
    touched := touched || 'merit.mix_cell'::regclass;
    for place in select unnest(touched) as relation loop
        execute format('alter table %s disable trigger user', place.relation);
    end loop;

    -- The trail: rows about the person, by their keys, and whatever else names them.
    with theirs as materialized (
        select * from merit.rows_about(of_employee)
    ), gone as materialized (
        select e.event_id, exists (select from theirs t where t.table_name = e.table_name and t.key = e.key)
            or coalesce(e.before ->> 'employee_id' = of_employee, false) or coalesce(e.after ->> 'employee_id' = of_employee, false) as is_about
        from merit.event e
    ), hit as (
        select g.event_id, g.is_about from gone g join merit.event e using (event_id)
        where g.is_about or e.person = of_employee or e.who = any (roles) or e.key = of_employee
            or e.table_name = 'work_calendar_use' and regexp_replace(e.key, ' [^ ]*$', '') = 'person ' || of_employee
            or strpos(coalesce(e.before::text, '') || coalesce(e.after::text, ''), of_employee) > 0
            or strpos(coalesce(e.before::text, '') || coalesce(e.after::text, ''), called) > 0
    ), written as (
        update merit.event e
        set before = merit.forget_in(e.before, of_employee, called, pseudonym, hit.is_about),
            after = merit.forget_in(e.after, of_employee, called, pseudonym, hit.is_about),
            person = case when e.person = of_employee then pseudonym else e.person end,
            who = case when e.who = any (roles) then pseudonym else e.who end,
            key = case when e.key = of_employee or e.table_name = 'login' and e.key = any (roles) then pseudonym
                when e.table_name = 'work_calendar_use' and regexp_replace(e.key, ' [^ ]*$', '') = 'person ' || of_employee
                    then 'person ' || pseudonym || substr(e.key, length('person ' || of_employee) + 1)
                else e.key end
        from hit where hit.event_id = e.event_id
        returning e.event_id
    )
    select array_agg(event_id) into scrubbed from written;

    -- What was written about the person.
    update merit.evaluation set comment = '–' where employee_id = of_employee and comment is not null;
    update merit.appeal a set reason = '–', wanted = case when wanted is not null then '–' end,
        decision = case when decision is not null then '–' end, picked_rows = null
    where employee_id = of_employee;
    -- Rows that others picked may name anybody.
    update merit.appeal a set picked_rows = merit.forget_word(merit.forget_word(a.picked_rows::text, of_employee, pseudonym),
        coalesce(called, of_employee), pseudonym)::jsonb
    where a.picked_rows is not null;
    update merit.outcome set decision = case when decision is not null then '–' end,
        reason = merit.forget_word(merit.forget_word(reason, of_employee, pseudonym), coalesce(called, of_employee), pseudonym),
        reason_zh = merit.forget_word(merit.forget_word(reason_zh, of_employee, pseudonym), coalesce(called, of_employee), pseudonym)
    where employee_id = of_employee;
    update merit.improvement_task set tickets = '{}', title = merit.forget_word(title, of_employee, pseudonym),
        reason = merit.forget_word(reason, of_employee, pseudonym), proposal = case when proposal is not null then '–' end,
        advice = case when advice is not null then '–' end, note = case when note is not null then '–' end
    where employee_id = of_employee;
    update merit.interview set said = case when said is not null then '–' end, agreed = case when agreed is not null then '–' end,
        objection = case when objection is not null then '–' end
    where employee_id = of_employee;
    update merit.delivery set words = '–' where employee_id = of_employee and words is not null;
    update merit.opinion o set said = '–'
    where o.outcome_id in (select outcome_id from merit.outcome where employee_id = of_employee)
        or o.appeal_id in (select appeal_id from merit.appeal where employee_id = of_employee);
    update merit.training_record set note = case when note is not null then '–' end,
        title = merit.forget_word(merit.forget_word(title, of_employee, pseudonym), coalesce(called, of_employee), pseudonym)
    where employee_id = of_employee;
    update merit.customer_comment set comment = '–', ticket_id = null where employee_id = of_employee;
    -- A ticket's number leads to whoever it was given to, and the hash of what was sent to its words.
    update merit.repair_report set ticket_id = '–', said = sha256(convert_to(report_id::text, 'UTF8')),
        note = case when note is not null then '–' end, photos = case when photos is not null then '–' end
    where employee_id = of_employee;
    delete from merit.standing_so_far where employee_id = of_employee;
    -- Whoever's they are: what a row says may name anybody, and it is soon read again.
    delete from merit.row_reading;
    update merit.result set name = pseudonym where employee_id = of_employee and name is not null;
    update merit.newest_result set name = pseudonym where employee_id = of_employee and name is not null;
    update merit.payroll_row set name = pseudonym where employee_id = of_employee and name is not null;
    update merit.result r set changed = replace(replace(changed::text, to_jsonb(of_employee)::text, to_jsonb(pseudonym)::text),
        to_jsonb(coalesce(called, of_employee))::text, to_jsonb(pseudonym)::text)::jsonb
    where strpos(changed::text, to_jsonb(of_employee)::text) > 0 or strpos(changed::text, to_jsonb(called)::text) > 0;
    update merit.unseen set employee_ids = array_replace(employee_ids, of_employee, pseudonym) where of_employee = any (employee_ids);
    update merit.work_calendar_use set name = pseudonym where scope = 'person' and name = of_employee;
    delete from merit.login where employee_id = of_employee;
    delete from merit.officer where employee_id = of_employee;
    delete from merit.session where employee_id = of_employee;
    delete from merit.sign_in_link where employee_id = of_employee;
    -- A draft has no other form than the words of whoever writes it: one that names the person goes.
    delete from merit.draft d
    where d.employee_id = of_employee
        or merit.forget_word(d.subject || ' ' || d.said, of_employee, pseudonym) <> d.subject || ' ' || d.said
        or merit.forget_word(d.said::text, coalesce(called, of_employee), pseudonym) <> d.said::text;
    -- What was written elsewhere, by people and by workers.
    for place in
        select a.attrelid::regclass as relation, a.attname as name
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'merit'::regnamespace and c.relkind = 'r' and a.atttypid = 'text'::regtype and not a.attisdropped
            and a.attname = any (merit.word_columns()) and a.attrelid = any (touched || 'merit.appraisal_period'::regclass)
            and c.relname <> 'work_calendar_use'
    loop
        execute format('update %1$s set %2$I = merit.forget_word(merit.forget_word(%2$I, $1, $3), coalesce($2, $1), $3)
            where strpos(%2$I, $1) > 0 or strpos(%2$I, $2) > 0', place.relation, place.name) using of_employee, called, pseudonym;
    end loop;
    update merit.run set findings = (select array_agg(merit.forget_word(told, of_employee, pseudonym)) from unnest(findings) told)
    where strpos(findings::text, of_employee) > 0;
    -- Of rows about the person not even the ids stay.
    update merit.data_finding set people = array_replace(people, of_employee, pseudonym), ids = '{}' where of_employee = any (people);
    update merit.data_finding set ids = array_replace(ids, of_employee, pseudonym) where of_employee = any (ids);
    update merit.data_finding set finding = merit.forget_word(merit.forget_word(finding, of_employee, pseudonym), coalesce(called, of_employee), pseudonym),
        advice = merit.forget_word(merit.forget_word(advice, of_employee, pseudonym), coalesce(called, of_employee), pseudonym)
    where strpos(finding || advice, of_employee) > 0 or strpos(finding || advice, called) > 0;
    for place in
        select a.attrelid::regclass as relation, a.attname as name
        from pg_attribute a join pg_class c on c.oid = a.attrelid
        where c.relnamespace = 'merit'::regnamespace and c.relkind = 'r' and a.atttypid = 'jsonb'::regtype and not a.attisdropped
            and c.relname not in ('event', 'result', 'template')
    loop
        execute format('update %1$s set %2$I = replace(%2$I::text, to_jsonb($1)::text, to_jsonb($2)::text)::jsonb
            where strpos(%2$I::text, to_jsonb($1)::text) > 0', place.relation, place.name) using of_employee, pseudonym;
    end loop;

    -- Who they are, everywhere: as an id, as a login, and as `E017 (login)`.
    for place in
        select a.attrelid::regclass as relation, a.attname as name
        from pg_attribute a
        where a.attrelid = any (touched) and a.attname = any (merit.who_columns()) and a.atttypid = 'text'::regtype and not a.attisdropped
            and a.attrelid <> 'merit.event'::regclass
    loop
        execute format('update %1$s set %2$I = $2 where %2$I = $1 or %2$I = any ($3) or starts_with(%2$I, $1 || '' ('')',
            place.relation, place.name)
        using of_employee, pseudonym, roles;
    end loop;

    -- What seals cover, as it is now.
    update merit.seal_row k set key = pseudonym
    from merit.seal s where s.number = k.number and s.kind = 'result' and k.key = of_employee;
    update merit.seal_row k set key = split_part(k.key, '/', 1) || '/' || pseudonym
    from merit.seal s
    where s.number = k.number and s.kind in ('forgotten', 'thinned') and substr(k.key, position('/' in k.key) + 1) = of_employee;
    for sealed in
        select s.number, s.kind, s.columns, s.period_id, s.revision, array_agg(k.key) as keys
        from merit.seal s join merit.seal_row k on k.number = s.number
        where s.kind = 'event' and k.key = any (scrubbed::text[])
            or s.kind = 'result' and exists (
                select from merit.result r
                where r.period_id = s.period_id and r.revision = s.revision and r.employee_id = k.key
                    and (r.employee_id = pseudonym or r.supervisor_id = pseudonym or strpos(r.changed::text, pseudonym) > 0))
        group by s.number, s.kind, s.columns, s.period_id, s.revision
    loop
        select coalesce(renewed, '{}') || array_agg(sealed.number || '/' || found.key), coalesce(hashes, '{}') || array_agg(found.hash)
        into renewed, hashes
        from (
            select event_id::text as key, hash from merit.event_hashes(sealed.columns, case sealed.kind when 'event' then sealed.keys::bigint[] end)
            where sealed.kind = 'event'
            union all
            select employee_id, hash from merit.result_hashes(sealed.columns, sealed.period_id, sealed.revision, '', null, sealed.keys)
            where sealed.kind = 'result'
        ) found;
    end loop;
    if renewed is not null then
        perform merit.add_seal('forgotten', null, null, '{}', renewed, hashes);
    end if;
    for place in select unnest(touched) as relation loop
        execute format('alter table %s enable trigger user', place.relation);
    end loop;
    execute 'insert into merit.forgotten (pseudonym, reason) values ($1, $2)' using pseudonym, forgetting;
    return pseudonym;
end
$$;
comment on function merit.forget is
    'Forgets a person: id, name and words become a pseudonym everywhere in schema merit, the figures stay. Refused while a hold stands. Returns the pseudonym.';
grant execute on function merit.forget, merit.is_held to merit_hr;
