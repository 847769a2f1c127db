-- Who runs the queue has a duty of their own: what they do to it at the portal bears their name.

alter table merit.officer drop constraint officer_duty_check;
alter table merit.officer add constraint officer_duty_check
    check (duty in ('hr', 'payroll', 'auditor', 'rater_lead', 'operator'));
comment on column merit.officer.duty is
    'hr, payroll or auditor; rater_lead, who sees which evaluations are missing; operator, who pauses, resumes, retries and cancels jobs, whatever the department.';

create table merit.queue_act (
    act_id  bigint      generated always as identity primary key,
    act     text        not null check (act in ('pause', 'resume', 'retry', 'cancel')),
    job_id  bigint,
    kind    text,
    reason  text        not null check (btrim(reason) <> '' and length(reason) <= 1000),
    made_by text        not null check (btrim(made_by) <> '' and length(made_by) <= 200),
    made_at timestamptz not null default clock_timestamp(),
    check (num_nonnulls(job_id, kind) = 1)
);
create index queue_act_job on merit.queue_act (job_id) where job_id is not null;

comment on table merit.queue_act is 'What operators did to the queue, each in their own name, with their reasons; append-only.';
comment on column merit.queue_act.act_id is 'Number of the act.';
comment on column merit.queue_act.act is 'pause or resume a kind of jobs, retry or cancel a job.';
comment on column merit.queue_act.job_id is 'Which job; it may have been pruned since.';
comment on column merit.queue_act.kind is 'Which kind of jobs; * stands for all.';
comment on column merit.queue_act.reason is 'Why.';
comment on column merit.queue_act.made_by is 'Who did it.';
comment on column merit.queue_act.made_at is 'When.';

create trigger keep before update or delete or truncate on merit.queue_act
    for each statement execute function merit.keep_results();
create trigger record_insert after insert on merit.queue_act
    referencing new table as come for each statement execute function merit.record_event('act_id');
grant select on merit.queue_act to merit_hr;
