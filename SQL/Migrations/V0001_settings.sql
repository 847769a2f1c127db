comment on schema merit is
    'Merit: appraisal of after-sales service staff. Ask by INSERT into appraisal_period, answer by INSERT into evaluation, read current_result.';

-- Functions are for those who are named, so that a trigger's rights cannot be borrowed. Not "in schema merit": what one
-- schema's default privileges take away, the database's still give.
alter default privileges for role merit_owner revoke execute on functions from public;

create function merit.refuse_truncate() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'merit.% cannot be emptied', tg_table_name
        using errcode = 'object_not_in_prerequisite_state', hint = 'What was asked, answered and published stays.';
end
$$;
comment on function merit.refuse_truncate is 'Refuses TRUNCATE, which goes past what guards single rows.';

create table merit.setting (
    name  text primary key,
    value text not null check (value ~ '^[0-9]{1,9}$'),
    note  text not null
);

comment on table merit.setting is 'Choices of the operator, one a row; read each time they are needed.';
comment on column merit.setting.name is 'What is chosen.';
comment on column merit.setting.value is 'The choice: a whole number.';
comment on column merit.setting.note is 'What the choice does, and its unit.';

insert into merit.setting (name, value, note) values
    ('worker_deaths', '5', 'After how many deaths of worker processes under it a job is failed.'),
    ('lease_seconds', '15', 'How long a claim lasts without a heartbeat, in seconds.'),
    ('job_seconds', '3600', 'How long one attempt at a job may run, in seconds.'),
    ('max_attempts', '5', 'How often a job whose own work fails is tried.'),
    ('prune_days', '30', 'After how many days jobs that ended are deleted.'),
    ('quiet_seconds', '60', 'How long evaluations and appeals must have rested before a partial rescoring takes them, in seconds.'),
    ('open_next_month', '0', '1: when a month is over, the next month is asked for by itself, for whoever had that one.'),
    ('review_quarters', '1', '1: when the months of a quarter are scored, and it is over, it is reviewed by itself.'),
    ('first_quarter_month', '1', 'The month in which the first quarter of a year begins, 1 to 12.');

create function merit.setting_value(setting_name text) returns integer
    language sql stable strict
    return (select value::integer from merit.setting where name = setting_name);
comment on function merit.setting_value is 'The value of one setting.';

grant select on merit.setting to merit_worker, merit_hr;
grant execute on function merit.setting_value to merit_worker, merit_hr;
