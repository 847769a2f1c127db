-- A name may pass to another role: a role is dropped and made again, or renamed. Whoever logs in is known by the role itself.

alter table merit.login add column role_id oid;
alter table merit.application add column role_id oid;
comment on column merit.login.role_id is
    'The role as the server knows it; filled in. Another role of the same name is nobody, until somebody updates the row.';
comment on column merit.application.role_id is
    'The role as the server knows it; filled in. Another role of the same name is nobody, until somebody updates the row.';

alter table merit.login disable trigger user;
alter table merit.application disable trigger user;
update merit.login set role_id = to_regrole(quote_ident(role_name))::oid;
update merit.application set role_id = to_regrole(quote_ident(role_name))::oid;
alter table merit.login enable trigger user;
alter table merit.application enable trigger user;

-- merit doctor looks at them.
grant select on merit.login to merit_worker;
