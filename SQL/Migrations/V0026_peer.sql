-- Where somebody stands among the peers rests on how many they are and what they have together. Worked out when somebody reads, that took
-- the indicators of everyone in the period, however few were asked for: it is kept beside the results, by what is added and what is
-- replaced.
create table merit.peer_figure (
    period_id     bigint  not null,
    template_code text    not null,
    indicator     text    not null,
    people        bigint  not null,
    points        numeric not null,
    primary key (period_id, template_code, indicator)
);

comment on table merit.peer_figure is
    'What everyone in a period on the same template has for an indicator; follows merit.indicator_score by itself. merit.indicator_standing holds people against it.';
comment on column merit.peer_figure.period_id is 'The period.';
comment on column merit.peer_figure.template_code is 'Template that they were scored under, whatever its version.';
comment on column merit.peer_figure.indicator is 'Code of the indicator.';
comment on column merit.peer_figure.people is 'How many of the newest results have points for it.';
comment on column merit.peer_figure.points is 'Those points together.';

-- Before merit.newest_result follows (triggers go by their names), it still says which revisions are replaced.
create function merit.drop_peers() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off
as $$
begin
    -- Looked up person by person (offset 0): of rows that this transaction wrote the planner knows no numbers.
    update merit.peer_figure kept
    set people = kept.people - replaced.people, points = kept.points - replaced.points
    from (
        select newer.period_id, r.template_code, s.indicator, count(*) as people, sum(s.points) as points
        from (select period_id, employee_id, max(revision) as revision from come group by period_id, employee_id) newer
            cross join lateral (
                select n.revision from merit.newest_result n
                where n.period_id = newer.period_id and n.employee_id = newer.employee_id and n.revision < newer.revision
                offset 0) known
            cross join lateral (
                select o.template_code from merit.result o
                where o.period_id = newer.period_id and o.employee_id = newer.employee_id and o.revision = known.revision
                offset 0) r
            cross join lateral (
                select i.indicator, i.points from merit.indicator_score i
                where i.period_id = newer.period_id and i.employee_id = newer.employee_id and i.revision = known.revision
                    and i.points is not null
                offset 0) s
        group by newer.period_id, r.template_code, s.indicator
    ) replaced
    where kept.period_id = replaced.period_id and kept.template_code = replaced.template_code and kept.indicator = replaced.indicator;
    return null;
end
$$;
comment on function merit.drop_peers is 'Takes the points of results that are replaced out of merit.peer_figure.';

create trigger drop_peers after insert on merit.result
    referencing new table as come for each statement execute function merit.drop_peers();

-- Without nested loops but those that are asked for: the planner takes ten thousand people for one.
create function merit.add_peers() returns trigger
    language plpgsql security definer set search_path = pg_catalog, pg_temp set jit = off set enable_nestloop = off
as $$
begin
    with person as materialized (
        select written.period_id, written.employee_id, written.revision, r.template_code
        from (select distinct period_id, employee_id, revision from come) written
            cross join lateral (
                select n.revision from merit.newest_result n
                where n.period_id = written.period_id and n.employee_id = written.employee_id and n.revision = written.revision
                offset 0) known
            cross join lateral (
                select o.template_code from merit.result o
                where o.period_id = written.period_id and o.employee_id = written.employee_id and o.revision = written.revision
                offset 0) r
        where r.template_code is not null
    )
    insert into merit.peer_figure as kept (period_id, template_code, indicator, people, points)
    select period_id, person.template_code, come.indicator, count(*), sum(come.points)
    from come join person using (period_id, employee_id, revision)
    where come.points is not null
    group by period_id, person.template_code, come.indicator
    on conflict (period_id, template_code, indicator) do update
    set people = kept.people + excluded.people, points = kept.points + excluded.points;
    return null;
end
$$;
comment on function merit.add_peers is 'Adds the points of the newest results to merit.peer_figure.';

create trigger add_peers after insert on merit.indicator_score
    referencing new table as come for each statement execute function merit.add_peers();

-- Before the long part: whoever reads the view is waited for once.
create or replace view merit.indicator_standing as
select s.period_id, s.employee_id, r.department, r.template_code, r.template_version, s.dimension, s.indicator, s.kind, s.value,
    s.points, s.max_points, s.self_points, s.supervisor_points, peer.people as peers,
    merit.quotient(peer.points, peer.people, 2) as peer_mean,
    merit.quotient(100 * (s.points * peer.people - peer.points), s.max_points * peer.people, 2) as above_peers,
    100 * s.points < plan.below_percent * s.max_points as is_weak
from merit.current_result r
    join merit.indicator_score s
        on s.period_id = r.period_id and s.employee_id = r.employee_id and s.revision = r.revision
    join merit.peer_figure peer
        on peer.period_id = r.period_id and peer.template_code = r.template_code and peer.indicator = s.indicator
    left join (
        select code, version, coalesce((document #>> '{plan,below_percent}')::numeric, 0) as below_percent
        from merit.template) plan
        on plan.code = r.template_code and plan.version = r.template_version
where s.points is not null;

insert into merit.peer_figure (period_id, template_code, indicator, people, points)
select s.period_id, r.template_code, s.indicator, count(*), sum(s.points)
from merit.newest_result
    join merit.result r using (period_id, employee_id, revision)
    join merit.indicator_score s using (period_id, employee_id, revision)
where s.points is not null and r.template_code is not null
group by s.period_id, r.template_code, s.indicator;

grant select on merit.peer_figure to merit_worker, merit_hr;
