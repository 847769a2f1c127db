-- Who rates as the supervisor; how appeals against what raters gave end.

alter table merit.setting disable trigger user;
insert into merit.setting (name, value, note, least, most) values
    ('rater_is_supervisor', '0',
        '1: a supervisor''s evaluation counts where its rater is the supervisor in the employee relation or in merit.supervision, and not otherwise.', 0, 1),
    ('least_peers', '1', 'How many peers have to rate an indicator of a person for what they say to count; with 3 no total tells what one of them said.', 1, 20);
alter table merit.setting enable trigger user;

create view merit.rater_appeal_count as
select a.period_id, period.label as period, e.source, coalesce(e.rater_id, rated.supervisor_id) as rater_id, a.indicator,
    count(*) as raised, count(*) filter (where a.status = 'open') as open, count(*) filter (where a.status = 'upheld') as upheld,
    count(*) filter (where a.status = 'rejected') as rejected, count(*) filter (where a.status = 'withdrawn') as withdrawn,
    round(avg(extract(epoch from a.decided_at - a.submitted_at) / 86400) filter (where a.status in ('upheld', 'rejected')), 1) as mean_days
from merit.appeal a
    join merit.appraisal_period period using (period_id)
    join merit.evaluation e on e.period_id = a.period_id and e.employee_id = a.employee_id and e.indicator is not distinct from a.indicator
        and e.source <> 'self' and e.points is not null and e.problem is null
    left join merit.newest_result newest on newest.period_id = a.period_id and newest.employee_id = a.employee_id
    left join merit.result rated on rated.period_id = newest.period_id and rated.employee_id = newest.employee_id
        and rated.revision = newest.revision
group by a.period_id, period.label, e.source, coalesce(e.rater_id, rated.supervisor_id), a.indicator;

comment on view merit.rater_appeal_count is
    'Appeals of a period against what was rated, by who rated: how many came, what became of them, how long it took.';
comment on column merit.rater_appeal_count.period_id is 'The period.';
comment on column merit.rater_appeal_count.period is 'Its label.';
comment on column merit.rater_appeal_count.source is 'supervisor or peer.';
comment on column merit.rater_appeal_count.rater_id is 'Who rated; of a supervisor''s that names nobody, the supervisor of the result.';
comment on column merit.rater_appeal_count.indicator is 'Code of the indicator; null: against the whole result, of those who gave an overall number.';
comment on column merit.rater_appeal_count.raised is 'How many came.';
comment on column merit.rater_appeal_count.open is 'How many are open.';
comment on column merit.rater_appeal_count.upheld is 'How many were upheld.';
comment on column merit.rater_appeal_count.rejected is 'How many were rejected.';
comment on column merit.rater_appeal_count.withdrawn is 'How many were withdrawn.';
comment on column merit.rater_appeal_count.mean_days is 'Mean days from an appeal to its decision.';

grant select on merit.rater_appeal_count to merit_hr;
grant select on merit.supervision to merit_worker;
