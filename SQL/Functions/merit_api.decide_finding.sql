-- Of a quarter that was reviewed again the newest review is decided on. Nor does anybody decide whether their own ratings were right.
create or replace function merit.decides_finding(asking text, finding_number bigint) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp
as $$
begin
    return exists (select from merit.duty_of(asking, 'hr') d where d is null) and exists (
        select from merit.indicator_review i
            join merit.quarter_review q using (review_id)
        where i.indicator_review_id = finding_number and q.status = 'reviewed'
            and not exists (
                select from merit.quarter_review later
                where later.quarter = q.quarter and later.status = 'reviewed' and later.revision > q.revision)
            and not (i.recommendation = 'train_raters' and exists (
                select from merit.rater_review r
                where (r.review_id, r.template_code, r.template_version, r.indicator)
                    = (i.review_id, i.template_code, i.template_version, i.indicator)
                    and r.rater_id = asking and (r.stands_out or r.same_for_all))));
end
$$;
comment on function merit.decides_finding is
    'Whether what a review found is somebody''s to decide: with the duty hr towards everyone, of the newest review, and not about their own ratings.';

create or replace function merit_api.decide_finding(finding_number bigint, status text, decision text, instead jsonb default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    if decide_finding.status is null or decide_finding.status not in ('accepted', 'declined', 'changed')
        or not merit.decides_finding(viewer, finding_number) then
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
