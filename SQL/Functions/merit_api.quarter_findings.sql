-- What a review says rests on everyone, and of raters it tells by name. What was decided in an earlier review of the quarter holds until it is
-- decided anew. Nobody decides whether their own ratings were right.
drop function if exists merit_api.quarter_findings(date);
create or replace function merit_api.quarter_findings(of_quarter date default null, of_finding bigint default null)
    returns table (
        quarter date, ends_on date, reviewed_at timestamptz, periods text[], results integer, people integer, template_code text,
        template_version integer, indicator text, title text, title_zh text, weight numeric, mean numeric, recommendation text,
        certainty text, reason text, reason_zh text, status text, decided_by text, finding_id bigint, figure text, figure_value numeric,
        evidence jsonb, proposal jsonb, decision text, decided_at timestamptz, is_yours boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    with reader as materialized (
        select known.viewer, exists (select from merit.duty_of(known.viewer, 'hr') d where d is null) as decides
        from merit.viewer() known (viewer)
        where merit.sees_everyone(known.viewer)
    ), newest as materialized (
        select distinct on (r.quarter) r.*
        from merit.quarter_review r
        where r.status = 'reviewed' and (of_quarter is null or r.quarter = of_quarter)
        order by r.quarter, r.revision desc
    ), earlier as materialized (
        select distinct on (r.quarter, e.template_code, e.indicator) r.quarter, e.template_code, e.indicator, e.status, e.decision, e.decided_by,
            e.decided_at
        from newest
            join merit.quarter_review r on r.quarter = newest.quarter and r.review_id <> newest.review_id
            join merit.indicator_review e on e.review_id = r.review_id and e.status <> 'proposed'
        order by r.quarter, e.template_code, e.indicator, e.decided_at desc
    )
    select q.quarter, (q.quarter + interval '3 months')::date - 1, q.reviewed_at, q.periods, q.results, q.people, i.template_code,
        i.template_version, i.indicator, i.title, i.title_zh, i.weight, i.mean, i.recommendation, i.certainty, i.reason, i.reason_zh,
        coalesce(earlier.status, i.status), coalesce(earlier.decided_by, i.decided_by), i.indicator_review_id, i.figure,
        (to_jsonb(i) ->> i.figure)::numeric, i.evidence, i.proposal, coalesce(earlier.decision, i.decision),
        coalesce(earlier.decided_at, i.decided_at),
        reader.decides and i.status = 'proposed' and not (i.recommendation = 'train_raters' and exists (
            select from merit.rater_review r
            where (r.review_id, r.template_code, r.template_version, r.indicator)
                = (i.review_id, i.template_code, i.template_version, i.indicator)
                and r.rater_id = reader.viewer and (r.stands_out or r.same_for_all)))
    from reader
        cross join newest q
        join merit.indicator_review i on i.review_id = q.review_id
        left join earlier on i.status = 'proposed' and earlier.quarter = q.quarter and earlier.template_code = i.template_code
            and earlier.indicator = i.indicator
    where of_finding is null or i.indicator_review_id = of_finding
    order by q.quarter, case i.recommendation when 'keep' then 2 when 'too_few' then 1 else 0 end, i.certainty nulls last, i.weight desc,
        i.template_code, i.template_version, i.indicator
$$;
comment on function merit_api.quarter_findings is
    'What the newest review of a quarter recommends for each indicator, what to do first first, with what was decided in any review of it, and whether it is yours to decide: with the duty hr towards everyone, and not about your own ratings; shown to whoever sees everyone.';
grant execute on function merit_api.quarter_findings to merit_person;
