-- How everyone on a template did together, as a full run found it: what a person may know of the colleagues.
create table merit.peer_spread (
    run_id        bigint  not null references merit.run,
    template_code text    not null,
    sort          text    not null check (sort in ('indicator', 'dimension', 'total')),
    code          text    not null,
    people        integer not null check (people >= 5),
    low           numeric not null,
    middle        numeric not null,
    high          numeric not null,
    primary key (run_id, template_code, sort, code),
    check (low <= middle and middle <= high)
);

comment on table merit.peer_spread is
    'Where the middle half of everyone on a template lies, of groups of five or more; of full runs. Shown, never used to change a score.';
comment on column merit.peer_spread.run_id is 'The run.';
comment on column merit.peer_spread.template_code is 'Template of the people, whatever its version.';
comment on column merit.peer_spread.sort is
    'Of what: indicator: the values of an indicator; dimension: the percent reached of the points of a dimension; total: the totals.';
comment on column merit.peer_spread.code is 'Code of the indicator or dimension; empty of the totals.';
comment on column merit.peer_spread.people is 'How many have such a figure.';
comment on column merit.peer_spread.low is
    'Lower quartile: the mean of three figures, the one at place people / 4, rounded up, from the lowest, and those next to it; 6 digits of values, else 2.';
comment on column merit.peer_spread.middle is 'The mean of the three in the middle, of the four where people is even.';
comment on column merit.peer_spread.high is 'Upper quartile: as the lower one, from the highest.';

create trigger keep before update or delete or truncate on merit.peer_spread
    for each statement execute function merit.keep_results();

grant select on merit.peer_spread to merit_worker, merit_hr;
grant insert on merit.peer_spread to merit_worker;
