-- What a review says rests on everyone, and of raters it tells by name. What was decided in an earlier review of the quarter holds.
create or replace function merit_api.quarter_findings(of_quarter date default null)
    returns table (
        quarter date, ends_on date, reviewed_at timestamptz, periods text[], results integer, people integer, template_code text,
        template_version integer, indicator text, title text, title_zh text, weight numeric, mean numeric, recommendation text,
        certainty text, reason text, reason_zh text, status text, decided_by text, finding_id bigint, figure text, figure_value numeric,
        evidence jsonb, proposal jsonb, decision text, decided_at timestamptz, is_yours boolean)
    language sql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
    select q.quarter, (q.quarter + interval '3 months')::date - 1, q.reviewed_at, q.periods, q.results, q.people, i.template_code,
        i.template_version, i.indicator, i.title, i.title_zh, i.weight, i.mean, i.recommendation, i.certainty, i.reason, i.reason_zh,
        coalesce(decided.status, i.status), decided.decided_by, i.indicator_review_id, i.figure, (to_jsonb(i) ->> i.figure)::numeric,
        i.evidence, i.proposal, decided.decision, decided.decided_at,
        i.status = 'proposed' and merit.decides_finding(merit.viewer(), i.indicator_review_id)
    from (
        select distinct on (r.quarter) r.*
        from merit.quarter_review r where r.status = 'reviewed' order by r.quarter, r.revision desc
    ) q
        join merit.indicator_review i using (review_id)
        left join lateral (
            select e.status, e.decision, e.decided_by, e.decided_at
            from merit.indicator_review e
                join merit.quarter_review r using (review_id)
            where r.quarter = q.quarter and e.template_code = i.template_code and e.indicator = i.indicator and e.status <> 'proposed'
            order by e.decided_at desc
            limit 1) decided on true
    where merit.sees_everyone(merit.viewer()) and (of_quarter is null or q.quarter = of_quarter)
    order by q.quarter, case i.recommendation when 'keep' then 2 when 'too_few' then 1 else 0 end, i.certainty nulls last, i.weight desc,
        i.template_code, i.template_version, i.indicator
$$;
comment on function merit_api.quarter_findings is
    'What the newest review of a quarter recommends for each indicator, what to do first first, with what was decided in any review of it, and whether it is yours to decide; shown to whoever sees everyone.';
grant execute on function merit_api.quarter_findings to merit_person;
