-- Whose results somebody may see. What follows is called by the functions of schema merit_api alone, which run as the schema's owner:
-- a reader's own conditions, functions and plans meet rows that the reader may see, and no others.

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('line_above', '0', 'How many supervisors above the supervisor of a person see what that one sees.', 0, 20),
    ('own_rating_first', '1', '1: a supervisor sees what others said about a person once they have said something themselves for the period.', 0, 1);
alter table merit.setting enable trigger user;

create table merit.supervision (
    employee_id   text        primary key check (btrim(employee_id) <> '' and length(employee_id) <= 200),
    supervisor_id text        check (length(supervisor_id) <= 200),
    named_by      text        not null default session_user,
    named_at      timestamptz not null default clock_timestamp(),
    check (supervisor_id <> employee_id)
);
create index supervision_supervisor on merit.supervision (supervisor_id);

comment on table merit.supervision is
    'Who is whose supervisor today, where that is not the one of the person''s newest result: before the first scoring, or after a transfer.';
comment on column merit.supervision.employee_id is 'The person.';
comment on column merit.supervision.supervisor_id is 'The supervisor; null: nobody.';
comment on column merit.supervision.named_by is 'Who said so.';
comment on column merit.supervision.named_at is 'When.';

create trigger keep_all before truncate on merit.supervision for each statement execute function merit.refuse_truncate();
create trigger sign before insert or update on merit.supervision for each row execute function merit.sign('named_by');
create trigger record_insert after insert on merit.supervision
    referencing new table as come for each statement execute function merit.record_event('employee_id');
create trigger record_update after update on merit.supervision
    referencing old table as gone new table as come for each statement execute function merit.record_event('employee_id');
create trigger record_delete after delete on merit.supervision
    referencing old table as gone for each statement execute function merit.record_event('employee_id');

create index result_supervisor on merit.result (supervisor_id, employee_id) where supervisor_id is not null;

-- Two columns of the newest result of a person, whatever the period: of the days that end last.
create function merit.today(of_employee text, out supervisor_id text, out department text)
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select case when named.employee_id is null then stored.supervisor_id else named.supervisor_id end, stored.department
    from (values (1)) one
        left join merit.supervision named on named.employee_id = of_employee
        left join lateral (
            select r.supervisor_id, r.department
            from merit.appraisal_period p
                join merit.newest_result n on n.period_id = p.period_id and n.employee_id = of_employee
                join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
            order by p.ends_on desc, p.period_id desc
            limit 1) stored on true
$$;
comment on function merit.today is 'The supervisor of a person as merit.supervision names one, else that of the newest result; and the newest result''s department.';

create function merit.team(of_head text, out employee_id text, out step integer) returns setof record
    language plpgsql stable rows 50 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
declare
    known text[] := array[of_head];
    level text[] := array[of_head];
begin
    for depth in 1..1 + merit.setting_value('line_above') loop
        select array_agg(member.employee_id) into level
        from (
            select r.employee_id from merit.result r where r.supervisor_id = any (level)
            union
            select s.employee_id from merit.supervision s where s.supervisor_id = any (level)
        ) member
            cross join lateral merit.today(member.employee_id) today
        where today.supervisor_id = any (level) and not member.employee_id = any (known);
        exit when level is null;
        known := known || level;
        return query select member, depth from unnest(level) member;
    end loop;
end
$$;
comment on function merit.team is 'Whose supervisor somebody is today: directly, and so far down the line as the setting line_above says. Never the person itself.';

create function merit.duty_of(of_officer text, which text) returns setof text
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select department from merit.officer where employee_id = of_officer and duty = which
$$;
comment on function merit.duty_of is 'Departments towards whose people somebody has a duty; null: everyone. No row: none.';

-- Towards oneself nobody is a supervisor or an officer. Each result once, by the duty that comes first.
create function merit.reach(asking text, of_period bigint, of_employee text)
    returns table (period_id bigint, employee_id text, revision integer, standing text)
    language plpgsql stable rows 200 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_custom_plan set jit = off
as $$
#variable_conflict use_column
declare
    hr constant text[] := (select array_agg(d) from merit.duty_of(asking, 'hr') d);
    auditor constant text[] := (select array_agg(d) from merit.duty_of(asking, 'auditor') d);
    everywhere text;
    people text[];
    heads text[];
begin
    if asking is null then
        return;
    end if;
    -- Oneself: the newest revision that was delivered.
    if of_employee is null or of_employee = asking then
        return query
            select d.period_id, d.employee_id, max(d.revision), 'person'::text
            from merit.delivery d
            where d.employee_id = asking and (of_period is null or d.period_id = of_period)
            group by d.period_id, d.employee_id;
    end if;
    everywhere := case when array_position(hr, null) is not null then 'hr'
        when array_position(auditor, null) is not null and hr is null then 'auditor' end;
    if everywhere is not null then
        return query
            select n.period_id, n.employee_id, n.revision, everywhere
            from merit.appraisal_period p join merit.newest_result n on n.period_id = p.period_id
            where (of_period is null or p.period_id = of_period) and (of_employee is null or n.employee_id = of_employee)
                and n.employee_id <> asking;
        return;
    end if;
    select coalesce(array_agg(t.employee_id), '{}'),
        array[asking] || coalesce(array_agg(t.employee_id) filter (where t.step <= merit.setting_value('line_above')), '{}')
    into people, heads
    from merit.team(asking) t;
    return query
        select distinct on (seen.period_id, seen.employee_id) seen.period_id, seen.employee_id, seen.revision, seen.standing
        from (
            select n.period_id, n.employee_id, n.revision, 'hr'::text as standing, 1 as place
            from merit.appraisal_period p join merit.newest_result n on n.period_id = p.period_id
            where hr is not null and n.department = any (hr) and (of_period is null or p.period_id = of_period)
                and (of_employee is null or n.employee_id = of_employee)
            union all
            select n.period_id, n.employee_id, n.revision, 'auditor', 2
            from merit.appraisal_period p join merit.newest_result n on n.period_id = p.period_id
            where auditor is not null and (n.department = any (auditor) or array_position(auditor, null) is not null)
                and (of_period is null or p.period_id = of_period) and (of_employee is null or n.employee_id = of_employee)
            union all
            -- Person by person and period by period (offset 0), which the key finds.
            select n.period_id, n.employee_id, n.revision, 'supervisor', 3
            from unnest(people) member
                cross join merit.appraisal_period p
                cross join lateral (
                    select * from merit.newest_result one where one.period_id = p.period_id and one.employee_id = member offset 0) n
            where (of_period is null or p.period_id = of_period) and (of_employee is null or member = of_employee)
            union all
            select n.period_id, n.employee_id, n.revision, 'supervisor', 3
            from merit.result r
                cross join lateral (
                    select * from merit.newest_result one
                    where one.period_id = r.period_id and one.employee_id = r.employee_id and one.revision = r.revision offset 0) n
            where r.supervisor_id = any (heads) and (of_period is null or r.period_id = of_period)
                and (of_employee is null or r.employee_id = of_employee)
        ) seen
        where seen.employee_id <> asking
        order by seen.period_id, seen.employee_id, seen.place;
end
$$;
comment on function merit.reach is 'Which results somebody may see, in which revision, and as whom: person, supervisor, hr, auditor.';

-- Where there is no result of the period yet, who and where people are today decides.
create function merit.is_officer(asking text, which text, of_period bigint, of_employee text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select coalesce(asking <> of_employee, false) and exists (
        select from merit.duty_of(asking, which) d
        where d is null or d = (
            select place.department
            from (
                select n.department, 1 as preference
                from merit.newest_result n where n.period_id = of_period and n.employee_id = of_employee
                union all
                select (merit.today(of_employee)).department, 2
            ) place
            order by place.preference
            limit 1))
$$;
comment on function merit.is_officer is 'Whether somebody has a duty towards a person in a period; towards oneself nobody has one.';

create function merit.is_supervisor(asking text, of_period bigint, of_employee text) returns boolean
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    with team as materialized (select t.employee_id, t.step from merit.team(asking) t)
    select coalesce(asking <> of_employee, false) and (
        exists (select from team where team.employee_id = of_employee)
        or exists (
            select from merit.newest_result n
                join merit.result r on r.period_id = n.period_id and r.employee_id = n.employee_id and r.revision = n.revision
            where n.period_id = of_period and n.employee_id = of_employee and (
                r.supervisor_id = asking
                or r.supervisor_id in (select team.employee_id from team where team.step <= merit.setting_value('line_above')))))
$$;
comment on function merit.is_supervisor is 'Whether somebody is the supervisor of a person: today, or by the result of the period; or stands above that one, as far as line_above says.';

create function merit.period_of(label_given text) returns bigint
    language sql stable set search_path = pg_catalog, pg_temp
as $$
    select case when label_given is not null then
        coalesce((select p.period_id from merit.appraisal_period p where p.label = label_given), -1) end
$$;
comment on function merit.period_of is 'The period of a label; -1: there is none of it; null: none was given.';

grant select on merit.supervision to merit_hr;
grant insert (employee_id, supervisor_id), update (supervisor_id), delete on merit.supervision to merit_hr;
