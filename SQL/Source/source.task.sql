create table merit_source.task (
    task_id text, employee_id text, due_at timestamptz, done_at timestamptz);
comment on table merit_source.task is 'Tasks with a due time; done_at is null while it is open.';
create index on merit_source.task (due_at);
