-- What was decided in an earlier review of the quarter holds until it is decided anew.
drop function if exists merit_api.quarter_complaints(date);
create or replace function merit_api.quarter_complaints(of_quarter date default null, of_theme bigint default null)
    returns table (
        quarter date, priority integer, category text, root_cause text, complaints bigint, share_percent numeric, running_percent numeric,
        change_percent numeric, repeat_percent numeric, suggestion text, suggestion_zh text, status text, theme_id bigint, periods text[],
        previous_complaints bigint, customers bigint, repeats bigint, parts_wait_hours numeric, parts_waits bigint, lacking jsonb,
        template_code text, draft_version integer, proposal jsonb, decision text, decided_by text, decided_at timestamptz, is_yours boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with reader as materialized (
        select exists (select from merit.duty_of(known.viewer, 'hr') d where d is null) as decides
        from merit.viewer() known (viewer)
        where merit.sees_everyone(known.viewer)
    ), newest as materialized (
        select r.review_id, r.quarter, r.periods from merit.current_review r where of_quarter is null or r.quarter = of_quarter
    ), earlier as materialized (
        select distinct on (r.quarter, e.category, e.root_cause) r.quarter, e.category, e.root_cause, e.status, e.decision, e.decided_by,
            e.decided_at
        from newest
            join merit.quarter_review r on r.quarter = newest.quarter and r.review_id <> newest.review_id
            join merit.complaint_theme e on e.review_id = r.review_id and e.status <> 'proposed'
        order by r.quarter, e.category, e.root_cause, e.decided_at desc
    )
    select q.quarter, t.priority, t.category, t.root_cause, t.complaints, t.share_percent, t.running_percent, t.change_percent,
        t.repeat_percent, t.suggestion, t.suggestion_zh, coalesce(earlier.status, t.status), t.complaint_theme_id, q.periods,
        t.previous_complaints, t.customers, t.repeats, t.parts_wait_hours, t.parts_waits, t.lacking, t.template_code, draft.version,
        t.proposal, coalesce(earlier.decision, t.decision), coalesce(earlier.decided_by, t.decided_by),
        coalesce(earlier.decided_at, t.decided_at), reader.decides and t.status = 'proposed'
    from reader
        cross join newest q
        join merit.complaint_theme t on t.review_id = q.review_id
        left join merit.template draft on draft.template_id = t.draft_id
        left join earlier on t.status = 'proposed' and earlier.quarter = q.quarter and earlier.category = t.category
            and earlier.root_cause = t.root_cause
    where of_theme is null or t.complaint_theme_id = of_theme
    order by q.quarter, t.priority
$$;
comment on function merit_api.quarter_complaints is
    'What customers complained about in a quarter, the most frequent first, as its newest review has it, with what was decided in any review of it, and whether it is yours to decide: with the duty hr towards everyone; shown to whoever sees everyone.';
grant execute on function merit_api.quarter_complaints to merit_person;
