-- Everything that people see asks here whose it is, some fifteen times for a page. So what one person sees is found first, by plans that
-- are kept; whose plans have to know what is asked for comes behind it. Towards oneself nobody is a supervisor or an officer. Each result
-- once, by the duty that comes first.
create or replace function merit.reach(asking text, of_period bigint, of_employee text)
    returns table (period_id bigint, employee_id text, revision integer, standing text)
    language plpgsql stable rows 200 set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
#variable_conflict use_column
declare
    hr text[];
    auditor text[];
    everywhere text;
    people text[];
    heads text[];
begin
    if asking is null then
        return;
    end if;
    -- Oneself: the newest revision that was delivered.
    if of_employee is null or of_employee = asking then
        if of_period is null then
            return query
                select d.period_id, d.employee_id, max(d.revision), 'person'::text
                from merit.delivery d
                where d.employee_id = asking
                group by d.period_id, d.employee_id;
        else
            return query
                select d.period_id, d.employee_id, max(d.revision), 'person'::text
                from merit.delivery d
                where d.employee_id = asking and d.period_id = of_period
                group by d.period_id, d.employee_id;
        end if;
    end if;
    if of_employee = asking then
        return;
    end if;
    if merit.most_others(asking) = 0 then
        return;
    end if;
    perform set_config('plan_cache_mode', 'force_custom_plan', true);
    hr := (select array_agg(d) from merit.duty_of(asking, 'hr') d);
    auditor := (select array_agg(d) from merit.duty_of(asking, 'auditor') d);
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

-- Whom results and others name as one's people, and theirs, as far down the line as one sees: no fewer than those whom one sees.
create or replace function merit.most_others(asking text) returns bigint
    language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan set jit = off
as $$
declare
    known text[] := array[asking];
    level text[] := known;
    depth integer := 0;
begin
    if exists (select from merit.officer o where o.employee_id = asking and o.duty in ('hr', 'auditor')) then
        return null;
    end if;
    -- So it is for most who ask, and two keys say so.
    if not exists (select from merit.result r where r.supervisor_id = asking)
        and not exists (select from merit.supervision s where s.supervisor_id = asking) then
        return 0;
    end if;
    loop
        level := array((
            select r.employee_id from merit.result r where r.supervisor_id = any (level)
            union
            select s.employee_id from merit.supervision s where s.supervisor_id = any (level))
            except select unnest(known));
        exit when level = '{}';
        known := known || level;
        depth := depth + 1;
        exit when depth > merit.setting_value('line_above');
    end loop;
    return cardinality(known) - 1;
end
$$;
comment on function merit.most_others is
    'How many people somebody sees at most beside themselves, by what is quickly found; null: whoever has a duty may see any number.';

create or replace function merit.sees_everyone(asking text) returns boolean
    language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
    return exists (select from merit.officer where employee_id = asking and department is null and duty in ('hr', 'auditor'));
end
$$;
comment on function merit.sees_everyone is 'Whether somebody sees the results of all people.';

create or replace function merit.period_of(label_given text) returns bigint
    language plpgsql stable set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
as $$
begin
    if label_given is null then
        return null;
    end if;
    return coalesce((select p.period_id from merit.appraisal_period p where p.label = label_given), -1);
end
$$;
comment on function merit.period_of is 'The period of a label; -1: there is none of it; null: none was given.';
