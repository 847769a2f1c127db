create or replace function merit_api.decide_finding(finding_number bigint, status text, decision text, instead jsonb default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if decide_finding.status is null or decide_finding.status not in ('accepted', 'declined', 'changed')
        or not exists (select from merit_api.quarter_findings(null, finding_number) f where f.is_yours) then
        perform merit.refuse(format('finding %s that you may decide as %s', finding_number, coalesce(decide_finding.status, 'null')));
    end if;
    if btrim(coalesce(decide_finding.decision, '')) = '' then
        raise exception 'a decision on what a review found takes a reason'
            using errcode = 'not_null_violation', hint = 'Give decision.';
    end if;
    if length(decide_finding.decision) > 100000 then
        raise exception 'the reason has % characters; 100000 is the most', length(decide_finding.decision)
            using errcode = 'check_violation', hint = 'Shorten it.';
    end if;
    update merit.indicator_review i
    set status = decide_finding.status, decision = decide_finding.decision, decided_by = viewer,
        -- Where something else is done, what was proposed goes into no draft.
        proposal = case when decide_finding.status = 'changed' or instead is not null then instead else i.proposal end
    where i.indicator_review_id = finding_number;
end
$$;
comment on function merit_api.decide_finding is
    'Decides what the newest review of a quarter found: accepted, declined or changed, with a reason; with changed, instead is a piece of a template in the place of what was proposed, or null. You have the duty hr towards everyone, and it is not about your own ratings.';
grant execute on function merit_api.decide_finding to merit_person;
