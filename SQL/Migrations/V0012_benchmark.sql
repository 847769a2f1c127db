create table merit.benchmark (
    benchmark_id bigint generated always as identity primary key,
    indicator    text    not null,
    industry     text    not null,
    value        numeric not null,
    better       text    not null,
    source       text    not null,
    year         integer not null,
    active       boolean not null default true,
    unique (indicator, industry, year)
);

comment on table merit.benchmark is 'What the field reaches: indicators and the figures of a quarter are held against it.';
comment on column merit.benchmark.benchmark_id is 'Number of the benchmark.';
comment on column merit.benchmark.indicator is
    'Code of an indicator, or a figure of the quarter: nps, satisfaction, complaint_rate, rework_rate, repeat_complaints.';
comment on column merit.benchmark.industry is 'Whose figure it is, such as manufacturing, or all.';
comment on column merit.benchmark.value is 'The figure, in the unit of the indicator.';
comment on column merit.benchmark.better is 'Which way is better: higher or lower.';
comment on column merit.benchmark.source is 'Who says so.';
comment on column merit.benchmark.year is 'Of which year it is.';
comment on column merit.benchmark.active is 'Whether it is held against; of several active ones of an indicator that of the latest year.';

-- The figures that a quarter is always measured by, beside the indicators of templates.
create function merit.quarter_figures() returns table (measure text, better text)
    language sql immutable
begin atomic
    values ('nps', 'higher'), ('satisfaction', 'higher'), ('complaint_rate', 'lower'), ('rework_rate', 'lower'),
        ('repeat_complaints', 'lower');
end;
comment on function merit.quarter_figures is 'The figures of a quarter that need no definition, and which way each is better.';

create function merit.guard_benchmark() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    if new.value is null or new.value in ('NaN', 'Infinity', '-Infinity') then
        raise exception 'the benchmark of "%" needs a number', new.indicator
            using errcode = 'check_violation', hint = 'Give value in the unit of the indicator, such as 85 for 85%.';
    end if;
    if new.better is null or new.better not in ('higher', 'lower') then
        raise exception 'the benchmark of "%" does not say which way is better', new.indicator
            using errcode = 'check_violation', hint = 'Set better to higher or lower.';
    end if;
    return new;
end
$$;
comment on function merit.guard_benchmark is 'Refuses benchmarks that nothing can be held against.';

create trigger guard before insert or update on merit.benchmark
    for each row execute function merit.guard_benchmark();

insert into merit.benchmark (indicator, industry, value, better, source, year) values
    ('first_visit_fix', 'manufacturing', 85, 'higher', 'Average as the field quotes it; put your own industry''s in its place', 2026),
    ('complaint_rate', 'all', 2, 'lower', 'Limit as the field quotes it; put your own industry''s in its place', 2026),
    ('repeat_complaints', 'all', 5, 'lower', 'Limit as the field quotes it; put your own industry''s in its place', 2026);

create table merit.target (
    target_id   bigint generated always as identity primary key,
    measure     text        not null,
    definition  jsonb,
    department  text,
    better      text        not null,
    baseline    numeric,
    baseline_on date,
    value       numeric     not null,
    due_on      date        not null,
    note        text,
    active      boolean     not null default true,
    set_by      text        not null default session_user,
    set_at      timestamptz not null default clock_timestamp()
);

comment on table merit.target is 'What the company, or a department, wants to reach; merit.target_progress follows it quarter by quarter.';
comment on column merit.target.target_id is 'Number of the target.';
comment on column merit.target.measure is
    'What is measured: nps, satisfaction, complaint_rate, rework_rate, repeat_complaints, the code of a measured indicator, or a name for definition.';
comment on column merit.target.definition is 'A measure as templates write it: an object of from, at, where, value. Null: measure is known by its name.';
comment on column merit.target.department is 'Whose people it is measured over; null: everything in the source.';
comment on column merit.target.better is 'Which way is better: higher or lower; follows from the measure where that is nps and its like.';
comment on column merit.target.baseline is 'Where it began; null: at the first quarter that was reviewed since.';
comment on column merit.target.baseline_on is 'When that was.';
comment on column merit.target.value is 'What is to be reached, in the unit of the measure.';
comment on column merit.target.due_on is 'Until when.';
comment on column merit.target.note is 'What people want to remember of it.';
comment on column merit.target.active is 'Whether it is still followed.';
comment on column merit.target.set_by is 'Who set it.';
comment on column merit.target.set_at is 'When.';

create function merit.guard_target() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    part text;
begin
    if btrim(coalesce(new.measure, '')) = '' then
        raise exception 'a target needs a measure'
            using errcode = 'not_null_violation', hint = 'Such as nps, complaint_rate, or the code of a measured indicator.';
    end if;
    new.better := coalesce(new.better, (select f.better from merit.quarter_figures() f where f.measure = new.measure));
    if new.better is null or new.better not in ('higher', 'lower') then
        raise exception 'the target of "%" does not say which way is better', new.measure
            using errcode = 'check_violation', hint = 'Set better to higher or lower.';
    end if;
    if new.value is null or new.due_on is null or not isfinite(new.due_on) then
        raise exception 'the target of "%" needs a value and a day', new.measure
            using errcode = 'not_null_violation', hint = 'Set value to what is to be reached, due_on to until when.';
    end if;
    if 'NaN' in (new.value, coalesce(new.baseline, 0)) then
        raise exception 'the target of "%" is no number', new.measure
            using errcode = 'check_violation', hint = 'Give value and baseline in the unit of the measure.';
    end if;
    if new.definition is not null then
        if jsonb_typeof(new.definition) <> 'object' then
            raise exception 'the definition of "%" is no object', new.measure
                using errcode = 'check_violation', hint = 'Write {"from": RELATION, "at": COLUMN, "where": CONDITION, "value": EXPRESSION}.';
        end if;
        select key into part from jsonb_each(new.definition) where key not in ('from', 'at', 'where', 'value') or jsonb_typeof(value) <> 'string';
        if found or not new.definition ?& array['from', 'at', 'value'] then
            raise exception 'the definition of "%" %', new.measure, coalesce('cannot have "' || part || '"', 'is not complete')
                using errcode = 'check_violation',
                    hint = 'It has the texts from, at and value, and may have where, as the measures of templates do.';
        end if;
    end if;
    return new;
end
$$;
comment on function merit.guard_target is 'Refuses targets that cannot be followed.';

create trigger guard before insert or update on merit.target
    for each row execute function merit.guard_target();

create function merit.keep_target() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
begin
    raise exception 'target % cannot be deleted', old.target_id
        using errcode = 'check_violation', hint = 'Set active to false: it is not followed any more.';
end
$$;
comment on function merit.keep_target is 'Refuses to delete a target.';

create trigger keep before delete on merit.target
    for each row execute function merit.keep_target();

do $$
declare
    recorded record;
    way record;
begin
    for recorded in select * from (values ('benchmark', 'benchmark_id'), ('target', 'target_id')) t (table_name, key) loop
        execute format('create trigger keep_all before truncate on merit.%I for each statement execute function merit.refuse_truncate()',
            recorded.table_name);
        for way in
            select * from (values
                ('insert', 'new table as come'), ('update', 'old table as gone new table as come'), ('delete', 'old table as gone')
            ) w (action, tables)
        loop
            execute format('create trigger record_%s after %s on merit.%I referencing %s for each statement execute function merit.record_event(%L)',
                way.action, way.action, recorded.table_name, way.tables, recorded.key);
        end loop;
    end loop;
end
$$;

grant select on merit.benchmark, merit.target to merit_worker, merit_hr;
grant insert (indicator, industry, value, better, source, year, active), update (indicator, industry, value, better, source, year, active), delete
    on merit.benchmark to merit_hr;
grant insert (measure, definition, department, better, baseline, baseline_on, value, due_on, note, active),
    update (department, better, baseline, baseline_on, value, due_on, note, active) on merit.target to merit_hr;
grant execute on function merit.quarter_figures to merit_worker, merit_hr;
