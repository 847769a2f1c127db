create or replace function merit_api.takes_repairs() returns setof boolean
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if merit.viewer() is not null and merit.setting_value('repair_reports') = 1 then
        return next true;
    end if;
end
$$;
comment on function merit_api.takes_repairs is 'One row where reports of repairs are handed in here, as the setting repair_reports says.';
grant execute on function merit_api.takes_repairs to merit_person;

-- A network that is lost between the act and its answer has a report sent again: what says the same as the newest one about the ticket is
-- that one. What says the same as one before is another report, for whoever wrote it took back what stood between.
create or replace function merit_api.report_repair(
    ticket text, visits integer, fixed_first_visit boolean, parts_wait_hours numeric default 0, remote boolean default false,
    note text default null, photos text default null) returns bigint
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
    made merit.repair_report;
    newest merit.repair_report;
    made_number bigint;
begin
    if merit.setting_value('repair_reports') <> 1 then
        perform merit.refuse('report of a repair that is handed in here');
    end if;
    made.ticket_id := btrim(ticket);
    made.visits := visits;
    made.fixed_first_visit := coalesce(fixed_first_visit, false);
    made.parts_wait_hours := trim_scale(coalesce(parts_wait_hours, 0));
    made.remote := coalesce(remote, false);
    made.note := nullif(btrim(note), '');
    made.photos := nullif(btrim(photos), '');
    if coalesce(made.ticket_id, '') = '' or length(made.ticket_id) > 200 then
        raise exception 'a report of a repair names its ticket' using errcode = 'check_violation', hint = 'Give the number of the ticket.';
    end if;
    if made.visits is null or made.visits not between 0 and 99 then
        raise exception 'a repair takes 0 to 99 visits' using errcode = 'check_violation', hint = 'Count the visits.';
    end if;
    if made.fixed_first_visit and made.visits > 1 then
        raise exception 'what took % visits was not mended at the first', made.visits
            using errcode = 'check_violation', hint = 'Say how many visits it took, or that it was not mended at the first.';
    end if;
    if made.parts_wait_hours not between 0 and 10000 then
        raise exception 'parts are waited for 0 to 10000 hours' using errcode = 'check_violation', hint = 'Give hours.';
    end if;
    if length(made.note) > 10000 or length(made.photos) > 2000 then
        raise exception 'this is longer than anybody reads' using errcode = 'check_violation', hint = 'Shorten it.';
    end if;
    select r.* into newest from merit.repair_report r
    where r.employee_id = viewer and r.ticket_id = made.ticket_id
    order by r.report_id desc
    limit 1;
    if found and (newest.visits, newest.fixed_first_visit, newest.parts_wait_hours, newest.remote, newest.note, newest.photos)
        is not distinct from (made.visits, made.fixed_first_visit, made.parts_wait_hours, made.remote, made.note, made.photos) then
        return newest.report_id;
    end if;
    -- Sent twice at once, both follow on the same report: the second finds the first there.
    made.said := sha256(convert_to(concat_ws('|', newest.report_id, quote_literal(made.ticket_id), made.visits, made.fixed_first_visit,
        made.parts_wait_hours, made.remote, quote_nullable(made.note), quote_nullable(made.photos)), 'UTF8'));
    insert into merit.repair_report (employee_id, ticket_id, visits, fixed_first_visit, parts_wait_hours, remote, note, photos, said)
    values (viewer, made.ticket_id, made.visits, made.fixed_first_visit, made.parts_wait_hours, made.remote, made.note, made.photos, made.said)
    on conflict on constraint repair_report_once do nothing
    returning report_id into made_number;
    return coalesce(made_number, (
        select r.report_id from merit.repair_report r where r.employee_id = viewer and r.said = made.said));
end
$$;
comment on function merit_api.report_repair is
    'Hands in your report of a repair; what says the same as your newest one about the ticket is kept once. Returns its number.';
grant execute on function merit_api.report_repair to merit_person;

create or replace function merit_api.repair_reports()
    returns table (
        report_id bigint, ticket_id text, visits integer, fixed_first_visit boolean, parts_wait_hours numeric, remote boolean, note text,
        photos text, submitted_at timestamptz)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
begin
    return query
        select r.report_id, r.ticket_id, r.visits, r.fixed_first_visit, r.parts_wait_hours, r.remote, r.note, r.photos, r.submitted_at
        from merit.repair_report r where r.employee_id = viewer
        order by r.report_id desc
        limit 50;
end
$$;
comment on function merit_api.repair_reports is 'Your newest reports of repairs.';
grant execute on function merit_api.repair_reports to merit_person;
