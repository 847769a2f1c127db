create or replace function merit_api.rate_again(
    calibration bigint, of_employee text, indicator text, points numeric, words text default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    round merit.calibration;
    most numeric;
begin
    -- One after the other, so that one of them is the last.
    select c.* into round from merit.calibration c where c.calibration_id = rate_again.calibration and exists (
        select from merit.calibration_rater r where r.calibration_id = c.calibration_id and r.rater_id = viewer)
    for no key update;
    select i.max_points into most
    from merit.calibration_item i
    where i.calibration_id = round.calibration_id and i.employee_id = of_employee and i.indicator = rate_again.indicator
        and i.employee_id <> viewer;
    if most is null then
        perform merit.refuse(format('indicator "%s" of "%s" that you are asked about in round %s', rate_again.indicator, of_employee, rate_again.calibration));
    end if;
    if round.ended_at is not null or round.until <= clock_timestamp() then
        raise exception 'round % is over', rate_again.calibration
            using errcode = 'object_not_in_prerequisite_state', hint = 'Agree on it with the others; the supervisor enters what is agreed on.';
    end if;
    if rate_again.points is null or not rate_again.points between 0 and most then
        raise exception 'points are a number from 0 to %', most::double precision
            using errcode = 'check_violation', hint = 'Give them as the levels of the indicator say.';
    end if;
    if scale(trim_scale(rate_again.points)) > 12 then
        raise exception 'points have % digits behind the point; 12 are the most', scale(trim_scale(rate_again.points))
            using errcode = 'check_violation', hint = 'Round them: two digits tell results apart.';
    end if;
    if length(rate_again.words) > 10000 then
        raise exception 'the words have % characters; 10000 are the most', length(rate_again.words)
            using errcode = 'check_violation', hint = 'Say it in fewer words.';
    end if;
    insert into merit.calibration_answer (calibration_id, period_id, employee_id, indicator, rater_id, points, words)
    values (round.calibration_id, round.period_id, of_employee, rate_again.indicator, viewer, rate_again.points, rate_again.words)
    on conflict on constraint calibration_answer_once
        do update set points = excluded.points, words = excluded.words, answered_at = clock_timestamp();
    update merit.calibration c set ended_at = clock_timestamp()
    where c.calibration_id = round.calibration_id and not exists (
        select from merit.calibration_item i
            join merit.calibration_rater r on r.calibration_id = i.calibration_id and r.rater_id <> i.employee_id
        where i.calibration_id = c.calibration_id and not exists (
            select from merit.calibration_answer a
            where a.calibration_id = i.calibration_id and a.employee_id = i.employee_id and a.indicator = i.indicator
                and a.rater_id = r.rater_id));
end
$$;
comment on function merit_api.rate_again is
    'Gives your points for somebody''s indicator in a round of calibration that you are asked in; again changes them, until the round is over.';
grant execute on function merit_api.rate_again to merit_person;
