create table merit_source.attendance (
    employee_id text, day date, kind text);
comment on table merit_source.attendance is 'Days of a person: present, late, absent or leave.';
create index on merit_source.attendance (day);
