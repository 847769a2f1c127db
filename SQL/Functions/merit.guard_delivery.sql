create or replace function merit.guard_delivery() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    answered constant text[] := array['seen_at', 'answer', 'words', 'answered_at', 'appeal_id'];
    least constant integer := merit.setting_value('answer_days');
begin
    if tg_op = 'DELETE' then
        raise exception 'delivery % cannot be deleted', old.delivery_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was delivered, and answered, stays.';
    end if;
    if tg_op = 'INSERT' then
        if num_nonnulls(new.seen_at, new.answer, new.words, new.answered_at, new.appeal_id) > 0 then
            raise exception 'a delivery begins without an answer'
                using errcode = 'check_violation', hint = 'The person answers; nobody does it beforehand.';
        end if;
        if not isfinite(new.answer_by) or new.answer_by <= clock_timestamp() or new.answer_by > clock_timestamp() + interval '2 years' then
            raise exception 'a result cannot be answered by %', new.answer_by
                using errcode = 'check_violation', hint = 'Give an instant within the next two years.';
        end if;
        -- By the transaction's beginning, so that `now() + interval '1 day'` is a day.
        if new.answer_by < transaction_timestamp() + make_interval(days => least) then
            raise exception 'a result that is to be answered by % leaves less than % days', new.answer_by, least
                using errcode = 'check_violation', hint = 'Give more time; the setting answer_days says how much there is at least.';
        end if;
        if not exists (
            select from merit.result
            where period_id = new.period_id and employee_id = new.employee_id and revision = new.revision) then
            raise exception 'there is no such result to deliver'
                using errcode = 'foreign_key_violation', hint = 'select merit.deliver(…) delivers the newest results of a period.';
        end if;
        return new;
    end if;
    if new.answer_by > old.answer_by and to_jsonb(new) - 'answer_by' = to_jsonb(old) - 'answer_by' and old.answer is null
        and clock_timestamp() < old.answer_by and new.answer_by <= clock_timestamp() + interval '2 years' then
        return new;
    end if;
    if to_jsonb(new) - answered <> to_jsonb(old) - answered or old.answer is not null and new is distinct from old
        or old.seen_at is not null and new.seen_at is distinct from old.seen_at then
        raise exception 'delivery % does not change any more', old.delivery_id
            using errcode = 'object_not_in_prerequisite_state', hint = 'What was delivered, seen and answered stays.';
    end if;
    if new.answer is not null and old.answer is null then
        if clock_timestamp() >= old.answer_by then
            raise exception 'delivery % could be answered until %', old.delivery_id, old.answer_by
                using errcode = 'object_not_in_prerequisite_state',
                    hint = 'No answer is no agreement. Who holds the result to be wrong appeals against it.';
        end if;
        if exists (
            select from merit.delivery later
            where later.period_id = old.period_id and later.employee_id = old.employee_id and later.revision > old.revision) then
            raise exception 'delivery % was followed by that of a newer revision', old.delivery_id
                using errcode = 'object_not_in_prerequisite_state', hint = 'Answer that one.';
        end if;
        if length(new.words) > 100000 then
            raise exception 'an answer has % characters; 100000 are the most', length(new.words)
                using errcode = 'check_violation', hint = 'Say it in fewer words.';
        end if;
        if new.answer = 'objected' and btrim(coalesce(new.words, '')) = '' then
            raise exception 'an objection says why' using errcode = 'not_null_violation', hint = 'Give words.';
        end if;
        new.answered_at := clock_timestamp();
        new.seen_at := coalesce(new.seen_at, new.answered_at);
    end if;
    return new;
end
$$;
comment on function merit.guard_delivery is 'Keeps what was delivered and answered, takes no answer too late, and gives more time before it is over.';

-- At the end of the transaction: what is not committed in time nobody has heard of when the time is over.
create or replace function merit.guard_answer() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if clock_timestamp() >= new.answer_by then
        raise exception 'delivery % could be answered until %', new.delivery_id, new.answer_by
            using errcode = 'object_not_in_prerequisite_state', hint = 'The answer was not committed in time. No answer is no agreement.';
    end if;
    return null;
end
$$;
comment on function merit.guard_answer is 'Refuses an answer whose transaction ends too late.';

do $$
begin
    if not exists (select from pg_trigger where tgrelid = 'merit.delivery'::regclass and tgname = 'guard_answer') then
        create constraint trigger guard_answer after update on merit.delivery
            deferrable initially deferred
            for each row when (old.answer is null and new.answer is not null) execute function merit.guard_answer();
    end if;
end
$$;
