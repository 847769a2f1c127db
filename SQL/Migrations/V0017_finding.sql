-- What is odd about what was read is kept beside what came of it.
alter table merit.run add column findings text[] not null default '{}';

comment on column merit.run.findings is 'What was odd about the source, a sentence each; merit period status shows those of the newest full run.';
