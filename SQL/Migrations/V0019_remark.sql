-- Somebody may have something to say and no points to give.
alter table merit.evaluation alter column points drop not null;
comment on column merit.evaluation.points is
    'Points given, within the range of one of the indicator''s levels; null: a comment alone, which counts for nothing.';

-- Why a task is not its supervisor's.
alter table merit.improvement_task add column owner_reason text, add column owner_reason_zh text;
comment on column merit.improvement_task.owner_reason is
    'Why its first owner is not the supervisor of the result, where that one has left; null: it is, or there is none.';
comment on column merit.improvement_task.owner_reason_zh is 'The same in Chinese.';
