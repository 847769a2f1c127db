-- Whether the first migration's ground is laid, and whether this role may make roles.
select to_regclass('merit.schema_migration') is not null as is_laid, rolsuper or rolcreaterole as may_lay
from pg_roles where rolname = current_user
