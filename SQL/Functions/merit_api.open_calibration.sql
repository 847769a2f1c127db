create or replace function merit_api.open_calibration(
    of_period text, people text[], raters text[], until timestamptz, title text, indicators text[] default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    chosen constant bigint := merit.period_of(of_period);
    opened bigint;
begin
    if coalesce(cardinality(people), 0) not between 1 and 1000 or exists (
        select from unnest(people) person
        where person is null or not merit.is_officer(viewer, 'hr', chosen, person)
            or not exists (
                select from merit.newest_result n where n.period_id = chosen and n.employee_id = person and n.status = 'scored')
            or exists (select from merit.delivery d where d.period_id = chosen and d.employee_id = person)) then
        perform merit.refuse(format('set of results in period "%s" that you may have rated again', of_period));
    end if;
    if exists (select from merit.appraisal_period p where p.period_id = chosen and p.status = 'closed') then
        raise exception 'period "%" is closed; its evaluations cannot change', of_period
            using errcode = 'object_not_in_prerequisite_state', hint = 'Reopen the period first, with a reason.';
    end if;
    if coalesce(cardinality(raters), 0) not between 2 and 50 or exists (
        select from unnest(raters) rater
        where rater is null or not exists (
            select from merit.newest_result n
                join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
            where n.period_id = chosen and r.supervisor_id = rater)
            and not exists (select from merit.supervision s where s.supervisor_id = rater)) then
        raise exception 'a round asks 2 to 50 supervisors of period "%"', of_period
            using errcode = 'check_violation', hint = 'Name them by their ids, as supervisor_id of results has them.';
    end if;
    if exists (
        select from unnest(people) person
        where (select count(distinct rater) from unnest(raters) rater where rater <> person) < 2) then
        raise exception 'about somebody in the set fewer than two supervisors would be asked, since nobody is asked about themselves'
            using errcode = 'check_violation', hint = 'Ask one more.';
    end if;
    if open_calibration.until is null or open_calibration.until <= clock_timestamp()
        or open_calibration.until > clock_timestamp() + interval '92 days' then
        raise exception 'a round ends within 92 days from now'
            using errcode = 'check_violation', hint = 'It ends earlier once all have answered.';
    end if;
    if btrim(coalesce(open_calibration.title, '')) = '' or length(open_calibration.title) > 500 then
        raise exception 'a round has a title of at most 500 characters'
            using errcode = 'check_violation', hint = 'Such as: October, near B.';
    end if;
    -- Handed in twice, it is one round.
    select c.calibration_id into opened
    from merit.calibration c
    where c.period_id = chosen and c.asked_by = viewer and c.title = open_calibration.title and c.until = open_calibration.until
        and c.asked_at > clock_timestamp() - interval '10 minutes'
        and (select array_agg(distinct i.employee_id order by i.employee_id) from merit.calibration_item i where i.calibration_id = c.calibration_id)
            = (select array_agg(distinct person order by person) from unnest(people) person)
    limit 1;
    if found then
        return opened;
    end if;
    insert into merit.calibration (period_id, title, asked_by, until)
    values (chosen, open_calibration.title, viewer, open_calibration.until)
    returning calibration_id into opened;
    insert into merit.calibration_rater (calibration_id, rater_id) select distinct opened, rater from unnest(raters) rater;
    insert into merit.calibration_item (calibration_id, period_id, employee_id, indicator, max_points, supervisor_id, why)
    select distinct opened, r.period_id, r.employee_id, s.indicator, s.max_points, r.supervisor_id,
        case when r.near_cut then 'near_cut' when out.rater_id is not null then 'rater' else 'chosen' end
    from unnest(people) person
        join merit.newest_result n on n.period_id = chosen and n.employee_id = person
        join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
        join merit.indicator_score s
            on s.period_id = r.period_id and s.employee_id = r.employee_id and s.revision = r.revision and s.kind = 'rated'
        left join merit.raters_who_stand_out() out on out.rater_id = r.supervisor_id
    where indicators is null or s.indicator = any (indicators);
    if exists (
        select from unnest(people) person
        where not exists (select from merit.calibration_item i where i.calibration_id = opened and i.employee_id = person)) then
        raise exception 'somebody in the set has no such rated indicator'
            using errcode = 'check_violation', hint = 'merit_api.indicator_score has the kind rated; leave indicators out for all of them.';
    end if;
    return opened;
end
$$;
comment on function merit_api.open_calibration is
    'Has supervisors rate results again that are scored and not delivered, of people towards whom you have the duty hr, until an instant; returns the number of the round.';
grant execute on function merit_api.open_calibration to merit_person;
