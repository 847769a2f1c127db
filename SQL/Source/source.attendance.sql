create table merit_source.attendance (
    employee_id text, day date, kind text, portion numeric);
comment on table merit_source.attendance is 'Days of a person: present, late, absent or leave; portion says what part of the day a leave was.';
create index on merit_source.attendance (day);
