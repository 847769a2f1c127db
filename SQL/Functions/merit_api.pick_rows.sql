-- Kept with the appeal as they stood when they were picked: what was read goes after a day, and the source may change.
create or replace function merit_api.pick_rows(appeal_number bigint, row_ids text[]) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.known_viewer();
    raised merit.appeal;
    wanted text[];
    found_rows jsonb;
begin
    select a.* into raised from merit.appeal a
    where a.appeal_id = appeal_number and a.employee_id = viewer and a.status = 'open'
    for no key update;
    if not found then
        perform merit.refuse(format('open appeal %s of yours', appeal_number));
    end if;
    -- What rows say is not told by way of an appeal where it is told nowhere else.
    if not exists (
        select from merit.measured_values(viewer, raised.period_id, viewer) v where v.indicator = raised.indicator) then
        perform merit.refuse(format('row behind the indicator of appeal %s that you may look at', appeal_number));
    end if;
    select coalesce(array_agg(distinct w.id), '{}') into wanted
    from unnest(row_ids) w (id)
    where not exists (
        select from jsonb_array_elements(raised.picked_rows) one (picked) where one.picked ->> 'row' = w.id);
    if cardinality(wanted) + coalesce(jsonb_array_length(raised.picked_rows), 0) > 200 then
        raise exception 'an appeal names at most 200 rows' using errcode = 'program_limit_exceeded', hint = 'Say in words which others are meant.';
    end if;
    select jsonb_agg(jsonb_strip_nulls(jsonb_build_object('row', b.row_id, 'ticket', b.ticket_id, 'at', b.at, 'operands', b.operands,
            'says', b.says, 'effect', b.effect, 'value_without', b.value_without)) order by b.place, b.row_id)
    into found_rows
    from unnest(wanted) w (id)
        cross join lateral (
            select r.*, q.operands
            from merit.row_reading q
                join merit.read_row r on r.reading_id = q.reading_id
            where q.period_id = raised.period_id and q.employee_id = viewer and q.indicator = raised.indicator and r.row_id = w.id
                and q.revision <= (
                    select max(d.revision) from merit.delivery d where d.period_id = q.period_id and d.employee_id = viewer)
            order by q.reading_id desc
            limit 1) b;
    if coalesce(jsonb_array_length(found_rows), 0) <> cardinality(wanted) then
        raise exception 'rows that appeal % is to name are not read, or not any more', appeal_number
            using errcode = 'no_data_found', hint = 'Have them read again, then pick them.';
    end if;
    update merit.appeal a set picked_rows = coalesce(a.picked_rows, '[]') || coalesce(found_rows, '[]')
    where a.appeal_id = appeal_number;
end
$$;
comment on function merit_api.pick_rows is
    'Picks the rows that an open appeal of yours is about, among those behind its indicator, as merit_api.rows_behind shows them.';
grant execute on function merit_api.pick_rows to merit_person;

create or replace function merit_api.picked_rows(of_period text default null, of_employee text default null)
    returns table (
        appeal_id bigint, period text, employee_id text, standing text, indicator text, place integer, row_id text, ticket_id text, at text,
        operands text[], says text[], effect text, value_without numeric)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
begin
    return query
        select a.appeal_id, a.period, a.employee_id, a.standing, a.indicator, one.place::integer, one.picked ->> 'row',
            one.picked ->> 'ticket', one.picked ->> 'at', array(select jsonb_array_elements_text(one.picked -> 'operands')),
            array(select jsonb_array_elements_text(one.picked -> 'says')), one.picked ->> 'effect',
            (one.picked ->> 'value_without')::numeric
        from merit_api.appeals(of_period, of_employee) a
            join merit.appeal kept on kept.appeal_id = a.appeal_id
            cross join lateral jsonb_array_elements(kept.picked_rows) with ordinality one (picked, place)
        order by a.appeal_id, one.place;
end
$$;
comment on function merit_api.picked_rows is 'The rows that appeals which you may see are about, as they stood when they were picked.';
grant execute on function merit_api.picked_rows to merit_person;
