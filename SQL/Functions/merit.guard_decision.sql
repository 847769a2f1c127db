create or replace function merit.guard_decision() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('the decision on "%s"', coalesce(
        to_jsonb(old) ->> 'indicator', concat_ws(' / ', to_jsonb(old) ->> 'category', nullif(to_jsonb(old) ->> 'root_cause', ''))));
    decided constant text[] := array['status', 'decision', 'decided_by', 'decided_at', 'proposal'];
    decides boolean := false;
begin
    if tg_op = 'DELETE' then
        raise exception 'what a review found cannot be deleted'
            using errcode = 'check_violation', hint = 'Decline it, and say why in decision.';
    end if;
    -- A draft that somebody deletes is none any more.
    if to_jsonb(new) - decided - 'draft_id' <> to_jsonb(old) - decided - 'draft_id'
        or new.status = old.status and to_jsonb(new) - 'draft_id' <> to_jsonb(old) - 'draft_id' then
        raise exception 'what a review found does not change'
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'Set status to accepted, declined or changed; decision says why, and proposal, with changed, what instead.';
    end if;
    if new.status = old.status then
        return new;
    end if;
    if old.status <> 'proposed' then
        raise exception '% was made by %; that does not change any more', named, old.decided_by
            using errcode = 'object_not_in_prerequisite_state', hint = 'Ask for another review of the quarter, and decide on that.';
    end if;
    if new.status is null or new.status not in ('accepted', 'declined', 'changed') then
        raise exception '% is not %', named, coalesce('"' || new.status || '"', 'null')
            using errcode = 'check_violation', hint = 'Set status to accepted, declined or changed.';
    end if;
    if not pg_has_role(current_user, 'merit_hr', 'member') then
        -- Officers decide by merit_api, which runs as the owner. Nobody else may call what this asks, not even for nothing.
        if current_user = 'merit_owner' then
            if tg_table_name = 'indicator_review' then
                decides := exists (
                    select from merit_api.quarter_findings(null, (to_jsonb(old) ->> 'indicator_review_id')::bigint) f where f.is_yours);
            else
                decides := exists (
                    select from merit_api.quarter_complaints(null, (to_jsonb(old) ->> 'complaint_theme_id')::bigint) c where c.is_yours);
            end if;
        end if;
        if not decides then
            raise exception '% is a person''s, not one of %', named, current_user
                using errcode = 'insufficient_privilege', hint = 'Do it as a member of merit_hr.';
        end if;
    end if;
    if new.status <> 'changed' and new.proposal is distinct from old.proposal then
        raise exception '% does not change what is proposed', named
            using errcode = 'check_violation', hint = 'Set status to changed to put another proposal in its place.';
    end if;
    if new.status in ('declined', 'changed') and btrim(coalesce(new.decision, '')) = '' then
        raise exception '% needs a word', named
            using errcode = 'not_null_violation', hint = 'Set decision, the reason, in the same UPDATE.';
    end if;
    if new.proposal is not null and (jsonb_typeof(new.proposal) <> 'object'
        or exists (select from jsonb_object_keys(new.proposal) k where k not in ('dimensions', 'weights'))) then
        raise exception '%: the proposal is no piece of a template', named
            using errcode = 'check_violation', hint = 'Write {"dimensions": [{"code": …, "indicators": […]}]}, and weights where they change.';
    end if;
    new.decided_by := coalesce(new.decided_by, session_user);
    new.decided_at := clock_timestamp();
    return new;
end
$$;
comment on function merit.guard_decision is 'Keeps what a review found, and what was decided about it.';
