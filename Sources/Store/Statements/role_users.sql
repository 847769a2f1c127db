-- Other databases of the cluster in which a role owns something.
select distinct d.datname::text
from pg_shdepend s join pg_database d on d.oid = s.dbid
where s.refclassid = 'pg_authid'::regclass and s.refobjid = (select oid from pg_roles where rolname = $1) and s.deptype = 'o'
    and d.datname <> current_database()
order by 1
limit 3
