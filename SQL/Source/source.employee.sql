create table merit_source.employee (
    employee_id text, name text, post text, department text, supervisor_id text, employed_from date, employed_to date);
comment on table merit_source.employee is
    'Assignments: one row for each time a person held a post; both dates included, null is open.';
