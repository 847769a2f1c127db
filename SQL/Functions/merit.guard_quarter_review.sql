create or replace function merit.guard_quarter_review() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    first_day date;
    day_after date;
    today date;
begin
    if tg_op = 'DELETE' then
        raise exception 'a review of the quarter % cannot be deleted', old.quarter
            using errcode = 'check_violation', hint = 'Ask for another: INSERT the quarter again.';
    end if;
    if tg_op = 'UPDATE' then
        if (new.review_id, new.quarter, new.revision, new.so_far, new.time_zone, new.requested_by, new.requested_at) is distinct from
            (old.review_id, old.quarter, old.revision, old.so_far, old.time_zone, old.requested_by, old.requested_at) then
            raise exception 'review % of the quarter % stays what was asked for', old.revision, old.quarter
                using errcode = 'check_violation', hint = 'Ask for another: INSERT the quarter again.';
        end if;
        if old.status = 'reviewed' then
            raise exception 'review % of the quarter % is done', old.revision, old.quarter
                using errcode = 'object_not_in_prerequisite_state', hint = 'Ask for another: INSERT the quarter again.';
        end if;
        return new;
    end if;

    if new.quarter is null or not isfinite(new.quarter) then
        raise exception 'a review names its quarter'
            using errcode = 'not_null_violation', hint = 'Give quarter as its first day, such as 2026-07-01.';
    end if;
    if new.quarter not between date '1900-01-01' and date '9999-12-31' then
        raise exception 'the quarter that begins on % lies outside the years 1900 to 9999', new.quarter
            using errcode = 'datetime_field_overflow', hint = 'Give quarter with a year of four digits, such as 2026-07-01.';
    end if;
    first_day := merit.quarter_start(new.quarter);
    if first_day <> new.quarter then
        raise exception 'no quarter begins on %', new.quarter
            using errcode = 'check_violation',
                hint = format('That day lies in the quarter that begins on %s; the setting first_quarter_month says when quarters begin.', first_day);
    end if;
    if new.status <> 'pending' or new.reviewed_at is not null then
        raise exception 'a review begins as pending'
            using errcode = 'check_violation', hint = 'Give quarter alone; the worker writes the rest.';
    end if;
    day_after := (new.quarter + interval '3 months')::date;
    new.time_zone := coalesce(
        new.time_zone,
        (select p.time_zone from merit.appraisal_period p
            where p.starts_on >= new.quarter and p.ends_on < day_after
            order by p.revision > 0 desc, p.starts_on desc, p.period_id desc limit 1),
        'UTC');
    if not merit.is_time_zone(new.time_zone) then
        raise exception 'unknown time zone "%"', new.time_zone
            using errcode = 'invalid_parameter_value', hint = 'Leave time_zone out, or use a name such as Asia/Shanghai or UTC.';
    end if;
    today := (clock_timestamp() at time zone new.time_zone)::date;
    if today < new.quarter then
        raise exception 'the quarter that begins on % has not begun', new.quarter
            using errcode = 'object_not_in_prerequisite_state', hint = 'Review it when it is over.';
    end if;
    if today < day_after and not new.so_far then
        raise exception 'the quarter that begins on % is not over before %', new.quarter, day_after
            using errcode = 'object_not_in_prerequisite_state',
                hint = 'Set so_far to true (merit review --so-far) to review what is there so far.';
    end if;
    new.so_far := today < day_after;
    perform merit.take_turn('quarter_review');
    new.revision := 1 + coalesce((select max(r.revision) from merit.quarter_review r where r.quarter = new.quarter), 0);
    return new;
end
$$;
comment on function merit.guard_quarter_review is 'Refuses reviews that cannot be, and keeps those that are.';

create or replace trigger guard before insert or update or delete on merit.quarter_review
    for each row execute function merit.guard_quarter_review();
