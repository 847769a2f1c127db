create or replace function merit.guard_outcome() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    named constant text := format('outcome %s (%s of "%s")', old.outcome_id, old.kind, old.employee_id);
    decides boolean := false;
    missing text;
begin
    if tg_op = 'DELETE' then
        raise exception '% cannot be deleted', named
            using errcode = 'check_violation', hint = 'Decline it, and say why in decision.';
    end if;
    if (new.outcome_id, new.period_id, new.employee_id, new.kind) is distinct from
        (old.outcome_id, old.period_id, old.employee_id, old.kind) then
        raise exception '% stays what was proposed', named
            using errcode = 'check_violation', hint = 'Decline it, and say in decision what is done instead.';
    end if;
    if old.status in ('accepted', 'declined')
        and to_jsonb(new) - 'unsupported_since' <> to_jsonb(old) - 'unsupported_since' then
        raise exception '% was % by %; that does not change any more', named, old.status, old.decided_by
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was decided stays on record.';
    end if;
    if new.status = old.status or (old.status, new.status) in (('proposed', 'withdrawn'), ('withdrawn', 'proposed')) then
        if num_nonnulls(new.decision, new.decided_by, new.decided_at) > 0 and old.status not in ('accepted', 'declined') then
            raise exception '% is not decided yet', named
                using errcode = 'check_violation', hint = 'Set status to accepted or declined in the same UPDATE.';
        end if;
        if new.status <> old.status and not pg_has_role(current_user, 'merit_worker', 'member') then
            raise exception '% is withdrawn by a scoring that does not support it, not by hand', named
                using errcode = 'check_violation', hint = 'Decline it, and say why in decision.';
        end if;
        return new;
    end if;
    if new.status is null or new.status not in ('accepted', 'declined') then
        raise exception 'an outcome is not %', coalesce('"' || new.status || '"', 'null')
            using errcode = 'check_violation', hint = 'Set status to accepted or declined.';
    end if;
    if old.status = 'withdrawn' then
        raise exception '% was withdrawn: revision % of the result does not support it', named, old.unsupported_since
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'There is nothing to decide; merit.current_result shows the result as it stands.';
    end if;
    if not pg_has_role(current_user, 'merit_hr', 'member') then
        -- Officers decide by merit_api.decide_outcome, which runs as the owner. Nobody else may call what this asks, not even for nothing.
        if current_user = 'merit_owner' then
            decides := merit.is_officer(merit.viewer(), 'hr', new.period_id, new.employee_id);
        end if;
        if not decides then
            raise exception '% cannot be % by %: that is a person''s act', named, new.status, current_user
                using errcode = 'insufficient_privilege', hint = 'Do it as a member of merit_hr.';
        end if;
    end if;
    if (new.revision, new.title, new.title_zh, new.reason, new.reason_zh, new.unsupported_since) is distinct from
        (old.revision, old.title, old.title_zh, old.reason, old.reason_zh, old.unsupported_since) then
        raise exception '% keeps the reason it was proposed for', named
            using errcode = 'check_violation', hint = 'Say in decision why it is decided so.';
    end if;
    if new.status = 'declined' and btrim(coalesce(new.decision, '')) = '' then
        raise exception '% cannot be declined without a word', named
            using errcode = 'not_null_violation', hint = 'Set decision, the reason, in the same UPDATE.';
    end if;
    if new.kind = 'dismissal_review' and new.status = 'accepted' and btrim(coalesce(new.decision, '')) = '' then
        select string_agg(found.part, ', ' order by found.link) into missing
        from merit.evidence_chain(new.outcome_id) found where found.state = 'missing';
        if missing is not null then
            raise exception '% has no evidence of: %', named, missing
                using errcode = 'not_null_violation',
                    hint = 'select * from merit.evidence_chain(outcome_id) says what is missing. Set decision, the reason to accept it all the same.';
        end if;
    end if;
    new.decided_by := coalesce(new.decided_by, session_user);
    new.decided_at := clock_timestamp();
    return new;
end
$$;
comment on function merit.guard_outcome is 'Keeps what was proposed and what was decided.';

create or replace trigger guard before update or delete on merit.outcome
    for each row execute function merit.guard_outcome();
