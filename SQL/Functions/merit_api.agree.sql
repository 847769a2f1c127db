create or replace function merit_api.agree(
    calibration bigint, of_employee text, indicator text, points numeric, reason text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    item merit.calibration_item;
    given bigint;
begin
    select i.* into item
    from merit.calibration_item i
    where i.calibration_id = agree.calibration and i.employee_id = of_employee and i.indicator = agree.indicator
        and merit_api.agrees(i.calibration_id, i.employee_id)
    for no key update of i;
    if not found then
        perform merit.refuse(format('indicator "%s" of "%s" for you to agree on in round %s, or it is not over', agree.indicator, of_employee, agree.calibration));
    end if;
    if exists (select from merit.delivery d where d.period_id = item.period_id and d.employee_id = of_employee) then
        perform merit.refuse(format('result of "%s" that is not delivered; an appeal that is upheld changes it', of_employee));
    end if;
    if agree.points is null or not agree.points between 0 and item.max_points then
        raise exception 'points are a number from 0 to %', item.max_points::double precision
            using errcode = 'check_violation', hint = 'Give them as the levels of the indicator say.';
    end if;
    if coalesce(btrim(agree.reason), '') = '' then
        raise exception 'what is agreed on takes a reason' using errcode = 'not_null_violation', hint = 'Say what was talked about.';
    end if;
    if length(agree.reason) > 10000 then
        raise exception 'the reason has % characters; 10000 are the most', length(agree.reason)
            using errcode = 'check_violation', hint = 'Say it in fewer words.';
    end if;
    insert into merit.evaluation (period_id, employee_id, source, rater_id, indicator, points, comment)
    values (item.period_id, of_employee, 'supervisor', viewer, agree.indicator, agree.points, 'calibration: ' || agree.reason)
    on conflict on constraint evaluation_given_once
        do update set points = excluded.points, comment = excluded.comment, submitted_at = clock_timestamp()
    returning evaluation_id into given;
    update merit.calibration_item i
    set agreed_points = agree.points, reason = agree.reason, decided_by = viewer, decided_at = clock_timestamp(), evaluation_id = given
    where i.item_id = item.item_id;
end
$$;
comment on function merit_api.agree is
    'Enters what was agreed on in a round of calibration that is over, as your evaluation of somebody whose supervisor you are, with a reason.';
grant execute on function merit_api.agree to merit_person;
