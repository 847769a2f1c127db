-- A period that was opened wrongly, and never scored, can be put right; merit.guard_period says when.
grant update (starts_on, ends_on, time_zone, kind, department) on merit.appraisal_period to merit_hr;
comment on column merit.appraisal_period.label is
    'Its name, such as 2026-10; each is used once. One that was cancelled before it was scored gives it up to another.';
