-- How people stand in a period that is not over. It is of the moment: each night replaces what there was, and nothing rests on it.

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('standing_so_far', '0', '1: how people stand in a period that runs is worked out each night, and shown to them.', 0, 1);
alter table merit.setting enable trigger user;

create table merit.standing_so_far (
    period_id              bigint  not null references merit.appraisal_period,
    employee_id            text    not null,
    as_of                  date    not null,
    template_code          text,
    template_version       integer,
    name                   text,
    department             text,
    post                   text,
    supervisor_id          text,
    days_employed          integer not null,
    days_on_leave          integer not null,
    status                 text    not null,
    reason                 text,
    reason_zh              text,
    total                  numeric,
    grade                  text,
    coverage               numeric,
    nps                    numeric,
    nps_responses          bigint,
    satisfaction           numeric,
    satisfaction_responses bigint,
    indicators             jsonb   not null,
    steps                  jsonb   not null,
    worked_out_at          timestamptz not null default clock_timestamp(),
    primary key (period_id, employee_id)
);

comment on table merit.standing_so_far is
    'How people stand in periods that are not scored yet, by what is measured alone: provisional, of the last night, replaced each night.';
comment on column merit.standing_so_far.period_id is 'The period.';
comment on column merit.standing_so_far.employee_id is 'The person.';
comment on column merit.standing_so_far.as_of is 'The last day that is in it.';
comment on column merit.standing_so_far.template_code is 'The template by which the person would be scored; null: none is for the post.';
comment on column merit.standing_so_far.template_version is 'Its version.';
comment on column merit.standing_so_far.name is 'Name of the person.';
comment on column merit.standing_so_far.department is 'Department of the person.';
comment on column merit.standing_so_far.post is 'Post of the person.';
comment on column merit.standing_so_far.supervisor_id is 'Supervisor of the person.';
comment on column merit.standing_so_far.days_employed is 'Days employed so far.';
comment on column merit.standing_so_far.days_on_leave is 'Days of leave among them.';
comment on column merit.standing_so_far.status is 'scored; incomplete: nothing is measured yet; not_appraised: no template is for the post.';
comment on column merit.standing_so_far.reason is 'Why there is no total.';
comment on column merit.standing_so_far.reason_zh is 'The same in Chinese.';
comment on column merit.standing_so_far.total is 'The total of what is measured, as if the rest were as good.';
comment on column merit.standing_so_far.grade is 'The grade of that total.';
comment on column merit.standing_so_far.coverage is 'Percent of the weight that is measured so far.';
comment on column merit.standing_so_far.nps is 'The NPS so far.';
comment on column merit.standing_so_far.nps_responses is 'How many answers it rests on.';
comment on column merit.standing_so_far.satisfaction is 'Percent of satisfied customers so far.';
comment on column merit.standing_so_far.satisfaction_responses is 'How many answers it rests on.';
comment on column merit.standing_so_far.indicators is 'The measured indicators: value, sample, band and points of each.';
comment on column merit.standing_so_far.steps is 'What the next band of an indicator asks for, and what the total would win.';
comment on column merit.standing_so_far.worked_out_at is 'When it was worked out.';

grant select, insert, delete on merit.standing_so_far to merit_worker;
grant select on merit.standing_so_far to merit_hr;

insert into merit.duty (name, every, note) values
    ('ask_standings', '10 minutes', 'Asks once a day how people stand in the periods that run, where the setting standing_so_far is 1.');

-- Nothing that anybody rated is in it, or it would say before its time what the supervisor gave; and nothing by which the mean of the peers
-- could be worked out. Once a period is scored, its results are what there is. `most`: of so many at most, because there may be thousands.
create function merit_api.standings_so_far(
    of_period text default null, of_employee text default null, of_others boolean default false, most integer default null)
    returns table (
        period text, employee_id text, standing text, as_of date, template_code text, template_version integer, name text, department text,
        post text, supervisor_id text, days_employed integer, days_on_leave integer, status text, reason text, reason_zh text, total numeric,
        grade text, coverage numeric, nps numeric, nps_responses bigint, satisfaction numeric, satisfaction_responses bigint,
        indicators jsonb, steps jsonb)
    language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    viewer constant text := merit.viewer();
    chosen constant bigint := merit.period_of(of_period);
    hr constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'hr') d);
    auditor constant text[] := (select array_agg(d) from merit.duty_of(viewer, 'auditor') d);
    people text[];
    heads text[];
begin
    if viewer is null then
        return;
    end if;
    if of_employee is distinct from viewer then
        select coalesce(array_agg(t.employee_id), '{}'),
            array[viewer] || coalesce(array_agg(t.employee_id) filter (where t.step <= merit.setting_value('line_above')), '{}')
        into people, heads
        from merit.team(viewer) t;
    end if;
    return query
        select p.label, s.employee_id, seen.standing, s.as_of, s.template_code, s.template_version, s.name, s.department, s.post,
            s.supervisor_id, s.days_employed, s.days_on_leave, s.status, s.reason, s.reason_zh, s.total, s.grade, s.coverage, s.nps,
            s.nps_responses, s.satisfaction, s.satisfaction_responses, s.indicators, s.steps
        from merit.appraisal_period p
            join merit.standing_so_far s on s.period_id = p.period_id
            cross join lateral (
                select case
                    when s.employee_id = viewer then 'person'
                    when array_position(hr, null) is not null or s.department = any (hr) then 'hr'
                    when array_position(auditor, null) is not null or s.department = any (auditor) then 'auditor'
                    when s.employee_id = any (people) or s.supervisor_id = any (heads) then 'supervisor' end as standing) seen
        where p.revision = 0 and p.status <> 'cancelled' and (chosen is null or p.period_id = chosen)
            and (of_employee is null or s.employee_id = of_employee) and seen.standing is not null
            and (not of_others or s.employee_id <> viewer)
        order by p.starts_on, p.label, s.employee_id collate "C"
        limit most;
end
$$;
comment on function merit_api.standings_so_far is
    'How you and those whom you may see stand in periods that are not scored yet, by what is measured alone; provisional.';

create view merit_api.standing_so_far with (security_barrier) as select * from merit_api.standings_so_far();
comment on view merit_api.standing_so_far is
    'How you and those whom you may see stand in periods that are not scored yet, by what is measured alone; provisional.';
do $$
declare
    described record;
begin
    for described in
        select v.attname as name, coalesce(
            case v.attname
                when 'period' then 'Label of the period.'
                when 'standing' then 'As whom you see it: person, supervisor, hr, auditor.'
            end, col_description(t.attrelid, t.attnum)) as comment
        from pg_attribute v
            left join pg_attribute t on t.attrelid = 'merit.standing_so_far'::regclass and t.attname = v.attname
        where v.attrelid = 'merit_api.standing_so_far'::regclass and v.attnum > 0
    loop
        execute format('comment on column merit_api.standing_so_far.%I is %L', described.name, described.comment);
    end loop;
end
$$;
grant select on merit_api.standing_so_far to merit_person;
grant execute on function merit_api.standings_so_far to merit_person;
