-- Tables with words about people, and the columns of these. What is open keeps its words.
create or replace function merit.tables_of_words() returns table (relation regclass, key text, words text[], is_over text)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    values ('merit.evaluation'::regclass, 'evaluation_id', array['comment'], 'true'),
        ('merit.appeal', 'appeal_id', array['reason', 'wanted', 'decision'], 't.status <> ''open'''),
        ('merit.delivery', 'delivery_id', array['words'], 'true'),
        ('merit.interview', 'interview_id', array['said', 'agreed', 'objection'], 'true'),
        ('merit.improvement_task', 'task_id', array['proposal', 'advice', 'note'], 't.status <> ''open'''),
        ('merit.calibration_answer', 'answer_id', array['words'], 'true'),
        ('merit.calibration_item', 'item_id', array['reason'], 'true')
$$;
comment on function merit.tables_of_words is 'Tables that hold words about people: their keys, the columns, and which rows are over.';

-- Of one table: rows whose words are too old.
create or replace function merit.old_words(of_table regclass, since date, most integer) returns bigint[]
    language plpgsql stable set search_path = pg_catalog, pg_temp set jit = off
as $$
declare
    kept record;
    found bigint[];
begin
    select * into kept from merit.tables_of_words() t where t.relation = of_table;
    execute format('select array_agg(key) from (
            select t.%I as key from %s t join merit.appraisal_period p using (period_id)
            where p.ends_on < $1 and %s and (%s%s) and not merit.is_held(t.employee_id) limit $2) old',
        kept.key, kept.relation, kept.is_over,
        (select string_agg(format('t.%I <> ''–''', name), ' or ') from unnest(kept.words) name),
        case of_table when 'merit.improvement_task'::regclass then ' or t.tickets <> ''{}'''
            when 'merit.appeal'::regclass then ' or t.picked_rows is not null' else '' end)
    into found using since, most;
    return found;
end
$$;
comment on function merit.old_words is 'Numbers of rows of a table whose words are older than a day, so many of them at most.';

create or replace function merit.old_opinions(since date, most integer) returns bigint[]
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select array_agg(old.opinion_id)
    from (
        select o.opinion_id
        from merit.opinion o
            left join merit.outcome u on u.outcome_id = o.outcome_id
            left join merit.appeal a on a.appeal_id = o.appeal_id
            join merit.appraisal_period p on p.period_id = coalesce(u.period_id, a.period_id)
        where p.ends_on < since and o.said <> '–' and coalesce(u.status, a.status) not in ('open', 'proposed')
            and not merit.is_held(coalesce(u.employee_id, a.employee_id))
        limit most) old
$$;
comment on function merit.old_opinions is 'Numbers of opinions that are older than a day, so many of them at most.';

-- Some thousand rows at a time; what is left goes the next time. Figures stay, and so does the trail, until event_months are over.
create or replace function merit.delete_words() returns setof merit.duty_note
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off set lock_timeout = '500ms'
as $$
declare
    since constant date := merit.kept_since('words_months');
    most constant integer := 5000;
    place record;
    old bigint[];
    gone bigint := 0;
    changed bigint;
begin
    if since is null then
        return;
    end if;
    with old_one as (
        select c.ctid from merit.customer_comment c join merit.appraisal_period p using (period_id)
        where p.ends_on < since and not merit.is_held(c.employee_id)
        limit most
    )
    delete from merit.customer_comment c using old_one where c.ctid = old_one.ctid;
    get diagnostics changed = row_count;
    gone := gone + changed;
    with old_one as (
        select r.reminder_id from merit.reminder r join merit.appraisal_period p using (period_id)
        where p.ends_on < since and not merit.is_held(r.employee_id)
        limit most
    )
    delete from merit.reminder r using old_one where r.reminder_id = old_one.reminder_id;
    get diagnostics changed = row_count;
    gone := gone + changed;
    -- What no scoring will read any more.
    delete from merit.unseen u using merit.appraisal_period p
    where p.period_id = u.period_id and p.status = 'closed' and p.ends_on < since;
    for place in select * from merit.tables_of_words() loop
        old := merit.old_words(place.relation, since, most);
        continue when old is null;
        perform merit.look_away(array[place.relation]);
        execute format('update %s t set %s where t.%I = any ($1)', place.relation, (
                select string_agg(format('%1$I = case when t.%1$I is not null then ''–'' end', name), ', ') from unnest(place.words) name)
            || case place.relation when 'merit.improvement_task'::regclass then ', tickets = ''{}'''
                when 'merit.appeal'::regclass then ', picked_rows = null' else '' end, place.key)
        using old;
        get diagnostics changed = row_count;
        gone := gone + changed;
        perform merit.look_again(array[place.relation]);
    end loop;
    select array_agg(r.report_id) into old
    from (
        select report_id from merit.repair_report
        where submitted_at < since and (note <> '–' or photos <> '–') and not merit.is_held(employee_id)
        limit most) r;
    if old is not null then
        perform merit.look_away(array['merit.repair_report'::regclass]);
        update merit.repair_report
        set note = case when note is not null then '–' end, photos = case when photos is not null then '–' end,
            -- The hash of what was sent says whether a guess of it is right.
            said = sha256(convert_to(report_id::text, 'UTF8'))
        where report_id = any (old);
        perform merit.look_again(array['merit.repair_report'::regclass]);
        gone := gone + cardinality(old);
    end if;
    old := merit.old_opinions(since, most);
    if old is not null then
        perform merit.look_away(array['merit.opinion'::regclass]);
        update merit.opinion set said = '–' where opinion_id = any (old);
        perform merit.look_again(array['merit.opinion'::regclass]);
        gone := gone + cardinality(old);
    end if;
    if gone > 0 then
        return next row(null, null, null,
            format('words of %s rows are deleted: they are of before %s, as words_months says', gone, since), false)::merit.duty_note;
    end if;
end
$$;
comment on function merit.delete_words is 'A duty: deletes words that are older than the setting words_months.';
grant execute on function merit.delete_words to merit_worker;
