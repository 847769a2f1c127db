-- How far code reaches that is behind the source ($1: its schema): it runs with the rights of the login that reads. The functions are those
-- that views, operators and policies lead through, those of the server and its extensions left out.
with recursive relation (oid) as (
    select c.oid from pg_class c
    where c.relnamespace = to_regnamespace(quote_ident($1)) and c.relkind in ('r', 'v', 'm', 'f', 'p')
    union
    select d.refobjid
    from relation
        join pg_rewrite r on r.ev_class = relation.oid
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid and d.refclassid = 'pg_class'::regclass
), needed as (
    select d.refclassid, d.refobjid
    from relation
        join pg_rewrite r on r.ev_class = relation.oid
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = r.oid
    union
    select d.refclassid, d.refobjid
    from relation
        join pg_policy p on p.polrelid = relation.oid
        join pg_depend d on d.classid = 'pg_policy'::regclass and d.objid = p.oid
), function as (
    select p.oid, p.proowner, format('%I.%I', n.nspname, p.proname) as name
    from pg_proc p
        join pg_namespace n on n.oid = p.pronamespace
    where p.oid in (
            select refobjid from needed where refclassid = 'pg_proc'::regclass
            union
            select o.oprcode from needed join pg_operator o on o.oid = refobjid where refclassid = 'pg_operator'::regclass)
        and n.nspname not in ('pg_catalog', 'information_schema')
        and not exists (
            select from pg_depend d
            where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.refclassid = 'pg_extension'::regclass)
)
select current_user::text as login, login.rolsuper as is_superuser,
    coalesce(has_schema_privilege(to_regnamespace('merit'), 'usage'), false) as reaches_merit,
    coalesce(pg_has_role((select nspowner from pg_namespace where nspname = 'merit'), 'member'), false) as owns_merit,
    coalesce((
        select string_agg(format('%s (of %s)', name, pg_get_userbyid(proowner)), ', ' order by name) from function), '') as functions
from pg_roles login
where login.rolname = current_user
