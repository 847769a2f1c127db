-- What rows of each kind of work come to for everyone, and how people stand among rows of the same kinds.
create table merit.mix_cell (
    run_id        bigint  not null references merit.run,
    template_code text    not null,
    indicator     text    not null,
    place         integer not null,
    cell          jsonb   not null,
    people        integer not null,
    rows          bigint  not null,
    sum           numeric not null,
    mean          numeric not null,
    primary key (run_id, template_code, indicator, place)
);

comment on table merit.mix_cell is
    'What everyone''s rows of one kind of work hold together, of the measured indicators whose template says mix; of full runs.';
comment on column merit.mix_cell.run_id is 'The run.';
comment on column merit.mix_cell.template_code is 'Template of the people.';
comment on column merit.mix_cell.indicator is 'The measured indicator.';
comment on column merit.mix_cell.place is 'The kind of work by number, from 1.';
comment on column merit.mix_cell.cell is 'The kind of work: the values of the columns of mix, in their order, as texts; null where one is unknown.';
comment on column merit.mix_cell.people is 'Who has rows of that kind.';
comment on column merit.mix_cell.rows is 'Their rows.';
comment on column merit.mix_cell.sum is 'Sum of the rows'' own numbers, as merit.row_sum counts them.';
comment on column merit.mix_cell.mean is 'sum / rows, 24 digits.';

-- No foreign key to result, as merit.indicator_score has none.
create table merit.mix_standing (
    period_id   bigint  not null,
    employee_id text    not null,
    indicator   text    not null,
    revision    integer not null,
    rows        bigint  not null,
    value       numeric not null,
    expected    numeric not null,
    adjusted    numeric,
    z           numeric,
    cells       jsonb   not null,
    primary key (period_id, employee_id, indicator, revision)
);

comment on table merit.mix_standing is
    'How a person stands among rows of the same kinds, append-only; written when it is measured for a new result: of several revisions the last one holds.';
comment on column merit.mix_standing.period_id is 'The period.';
comment on column merit.mix_standing.employee_id is 'The person.';
comment on column merit.mix_standing.indicator is 'The measured indicator.';
comment on column merit.mix_standing.revision is 'Revision of the result it was measured for.';
comment on column merit.mix_standing.rows is 'How many rows have a number.';
comment on column merit.mix_standing.value is 'Their mean, in the unit of the value before it is held against the peers, 6 digits.';
comment on column merit.mix_standing.expected is 'Mean over the rows of everyone''s mean in the row''s kind of work, 6 digits.';
comment on column merit.mix_standing.adjusted is
    'value / expected x everyone''s mean, 6 digits; null where one of the last two is not above 0.';
comment on column merit.mix_standing.z is
    'Of a share: 2 (sqrt(observed) - sqrt(expected)) of how many rows fulfil the condition, 3 digits; beyond 1.96 to either side it is more than chance.';
comment on column merit.mix_standing.cells is 'The rows by kind of work: for each its cell, rows and sum.';

create trigger keep before update or delete or truncate on merit.mix_cell
    for each statement execute function merit.keep_results();
create trigger keep before update or delete or truncate on merit.mix_standing
    for each statement execute function merit.keep_results();

-- Standings of rows that are not there any more are of an earlier result.
create view merit.current_mix_standing as
select n.period_id, n.employee_id, n.revision, s.indicator, s.rows, s.value, s.expected, s.adjusted, s.z, s.cells
from merit.newest_result n
    join merit.indicator_score i on i.period_id = n.period_id and i.employee_id = n.employee_id and i.revision = n.revision
    cross join lateral (
        select s.*
        from merit.mix_standing s
        where s.period_id = n.period_id and s.employee_id = n.employee_id and s.indicator = i.indicator and s.revision <= n.revision
        order by s.revision desc
        limit 1) s
where i.denominator = s.rows and i.appeal_id is null;

comment on view merit.current_mix_standing is 'How people stand among rows of the same kinds of work, by their newest results.';
comment on column merit.current_mix_standing.period_id is 'The period.';
comment on column merit.current_mix_standing.employee_id is 'The person.';
comment on column merit.current_mix_standing.revision is 'Revision of the newest result.';
comment on column merit.current_mix_standing.indicator is 'The measured indicator.';
comment on column merit.current_mix_standing.rows is 'How many rows have a number.';
comment on column merit.current_mix_standing.value is 'Their mean, before it is held against anything.';
comment on column merit.current_mix_standing.expected is 'What rows of the same kinds come to for everyone.';
comment on column merit.current_mix_standing.adjusted is 'The value as these kinds of work adjust it; null where nothing above 0 is expected.';
comment on column merit.current_mix_standing.z is 'Of a share: how far observed and expected lie apart, in standard deviations.';
comment on column merit.current_mix_standing.cells is 'The rows by kind of work.';

grant select on merit.mix_cell, merit.mix_standing, merit.current_mix_standing to merit_worker, merit_hr;
grant insert on merit.mix_cell, merit.mix_standing to merit_worker;
