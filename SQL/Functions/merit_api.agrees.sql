-- From one's own people, and not from the person who is asked about: what is read says nothing of whether a colleague is rated again.
create or replace function merit_api.agrees(calibration bigint, of_employee text) returns boolean
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := (
        select c.period_id from merit.calibration c
        where c.calibration_id = agrees.calibration and merit.is_over(c.ended_at, c.until));
begin
    if chosen is null or not coalesce(merit.is_supervisor(viewer, chosen, of_employee), false) then
        return false;
    end if;
    -- The supervisor's own evaluation is what it becomes, not one more from above.
    return exists (
        select from merit.calibration_item i
        where i.calibration_id = agrees.calibration and i.employee_id = of_employee
            and viewer in (i.supervisor_id, (merit.today(i.employee_id)).supervisor_id));
end
$$;
comment on function merit_api.agrees is
    'Whether it is you who enters what was agreed on about a person in a round of calibration: the round is over, and you are the supervisor, today or of the result; nobody above.';
grant execute on function merit_api.agrees to merit_person;
