-- Some of the sample company who look: an officer of HR for everyone, with a login of her own, and an operator.
create role merit_demo_officer login in role merit_person;
insert into merit.login (role_name, employee_id) values ('merit_demo_officer', 'H01');
insert into merit.officer (employee_id, duty) values ('H01', 'hr'), ('O01', 'operator');
