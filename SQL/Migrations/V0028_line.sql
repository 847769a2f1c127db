-- Whoever asks for very much keeps nobody else waiting: those who ask take turns. Who asked for what waits already is not known.
alter table merit.job add column asked_by text not null default '';
alter table merit.job alter column asked_by set default session_user;

comment on column merit.job.asked_by is 'The login that asked for it first; logins take turns. Empty where it is not known.';

-- Leads to what is due first of each login, however much is not due yet, is paused, or was asked for by others.
create index job_line on merit.job (asked_by, kind, priority, run_at, job_id) where state = 'available';
drop index merit.job_due;
create index job_tried on merit.job (kind) where state = 'available' and (attempt > 0 or retries > 0);
