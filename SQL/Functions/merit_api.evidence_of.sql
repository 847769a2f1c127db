create or replace function merit_api.evidence_of(outcome_number bigint)
    returns table (link integer, part text, state text, says text, says_zh text, at timestamptz, who text, source text)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
begin
    if not exists (
        select from merit.outcome o
        where o.outcome_id = outcome_number
            and (merit.is_officer(viewer, 'hr', o.period_id, o.employee_id)
                or merit.is_officer(viewer, 'auditor', o.period_id, o.employee_id))) then
        return;
    end if;
    return query
        select c.link, c.part, c.state, c.says, c.says_zh, c.at, c.who, c.source from merit.evidence_chain(outcome_number) c;
end
$$;
comment on function merit_api.evidence_of is
    'The evidence chain of a proposal that hurts, about somebody towards whom you have the duty hr or auditor: each link that is present, or missing.';
grant execute on function merit_api.evidence_of to merit_person;
