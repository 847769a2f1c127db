-- Guards and the trail look away while what is too old is deleted: whoever writes these tables waits for it, and whoever reads does not.
create or replace function merit.look_away(relations regclass[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    relation regclass;
begin
    foreach relation in array relations loop
        execute format('alter table %s disable trigger user', relation);
    end loop;
end
$$;
comment on function merit.look_away is 'Has guards and the trail of tables look away, for the owner, until merit.look_again.';

create or replace function merit.look_again(relations regclass[]) returns void
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    relation regclass;
begin
    foreach relation in array relations loop
        execute format('alter table %s enable trigger user', relation);
    end loop;
end
$$;
comment on function merit.look_again is 'Has guards and the trail of tables look again.';

-- The day before which what a setting of months is about is too old; null: it is kept for good.
create or replace function merit.kept_since(setting text) returns date
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select (clock_timestamp() - make_interval(months => merit.setting_value(setting)::integer))::date
    where merit.setting_value(setting) > 0
$$;
comment on function merit.kept_since is 'The day before which something is too old to be kept, by a setting of months; null: nothing is.';

-- Rows whose events are about a person, by what merit.event names them by.
create or replace function merit.rows_about(of_employee text) returns table (table_name text, key text)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select 'evaluation', evaluation_id::text from merit.evaluation where employee_id = of_employee
    union all select 'appeal', appeal_id::text from merit.appeal where employee_id = of_employee
    union all select 'outcome', outcome_id::text from merit.outcome where employee_id = of_employee
    union all select 'improvement_task', task_id::text from merit.improvement_task where employee_id = of_employee
    union all select 'interview', interview_id::text from merit.interview where employee_id = of_employee
    union all select 'delivery', delivery_id::text from merit.delivery where employee_id = of_employee
    union all select 'opinion', opinion_id::text from merit.opinion o
    where o.outcome_id in (select outcome_id from merit.outcome where employee_id = of_employee)
        or o.appeal_id in (select appeal_id from merit.appeal where employee_id = of_employee)
    union all select 'training_record', record_id::text from merit.training_record where employee_id = of_employee
    union all select 'calibration_item', item_id::text from merit.calibration_item where employee_id = of_employee
    union all select 'calibration_answer', answer_id::text from merit.calibration_answer where employee_id = of_employee
    union all select 'reminder', reminder_id::text from merit.reminder where employee_id = of_employee
$$;
comment on function merit.rows_about is 'Rows about a person, as the trail names them.';
