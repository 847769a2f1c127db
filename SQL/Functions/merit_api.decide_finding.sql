create or replace function merit_api.decide_finding(finding_number bigint, status text, decision text, instead jsonb default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    perform merit.check_decision(
        format('finding %s', finding_number), exists (select from merit_api.quarter_findings(null, finding_number) f where f.is_yours),
        decide_finding.status, decide_finding.decision);
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
