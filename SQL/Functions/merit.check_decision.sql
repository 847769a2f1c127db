-- Whoever may not decide is told as if there were no such thing.
create or replace function merit.check_decision(about text, is_yours boolean, status text, decision text) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if is_yours is not true or status is null or status not in ('accepted', 'declined', 'changed') then
        perform merit.refuse(format('%s that you may decide as %s', about, coalesce(status, 'null')));
    end if;
    if btrim(coalesce(decision, '')) = '' then
        raise exception 'a decision on what a review found takes a reason'
            using errcode = 'not_null_violation', hint = 'Give decision.';
    end if;
    if length(decision) > 100000 then
        raise exception 'the reason has % characters; 100000 is the most', length(decision)
            using errcode = 'check_violation', hint = 'Shorten it.';
    end if;
end
$$;
comment on function merit.check_decision is 'Refuses what is no decision on something that a review found, or not this person''s.';
