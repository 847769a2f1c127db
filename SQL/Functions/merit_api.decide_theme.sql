create or replace function merit_api.decide_theme(theme_number bigint, status text, decision text, instead jsonb default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    perform merit.check_decision(
        format('theme %s', theme_number), exists (select from merit_api.quarter_complaints(null, theme_number) c where c.is_yours),
        decide_theme.status, decide_theme.decision);
    update merit.complaint_theme t
    set status = decide_theme.status, decision = decide_theme.decision, decided_by = viewer,
        -- Where something else is done, what was proposed goes into no draft.
        proposal = case when decide_theme.status = 'changed' or instead is not null then instead else t.proposal end
    where t.complaint_theme_id = theme_number;
end
$$;
comment on function merit_api.decide_theme is
    'Decides what to do about a theme of complaints of the newest review of a quarter: accepted, declined or changed, with a reason; with changed, instead is a piece of a template in the place of the indicator that was proposed, or null. You have the duty hr towards everyone.';
grant execute on function merit_api.decide_theme to merit_person;
