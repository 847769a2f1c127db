-- Rights that lack to read relations of schema $1, each with the statement that gives it: to the role that is connected, and behind a view
-- to whomever its definition reads as: its owner, or, of a view with security_invoker, the role that is connected. What a function does
-- inside is not known here.
with recursive reader as (
    select oid from pg_roles where rolname = current_user
), reached (relation, oid, role, attnum, is_behind) as (
    select c.relname::text, c.oid, reader.oid, 0, false
    from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join reader
    where n.nspname = $1 and c.relkind in ('r', 'v', 'm', 'f', 'p')
    union
    select reached.relation, d.refobjid,
        case when (select option_value::boolean from pg_options_to_table(v.reloptions) where option_name = 'security_invoker')
            then reader.oid else v.relowner end, d.refobjsubid, true
    from reached
        join pg_class v on v.oid = reached.oid and v.relkind = 'v'
        join pg_rewrite w on w.ev_class = v.oid
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_class'::regclass
            and d.refobjid <> v.oid
        cross join reader
), lacking as (
    select reached.relation, false as is_behind, 0 as place, format('GRANT USAGE ON SCHEMA %I TO %I', $1, r.rolname) as statement
    from reached
        join pg_namespace n on n.nspname = $1
        join pg_roles r on r.oid = reached.role
    where not reached.is_behind and not has_schema_privilege(r.oid, n.oid, 'usage')
    union
    select reached.relation, reached.is_behind, 1 as place,
        format('GRANT SELECT ON %I.%I TO %I', n.nspname, c.relname, r.rolname) as statement
    from reached
        join pg_class c on c.oid = reached.oid and c.relkind in ('r', 'v', 'm', 'f', 'p')
        join pg_namespace n on n.oid = c.relnamespace
        join pg_roles r on r.oid = reached.role
    where not case when attnum > 0 then has_column_privilege(r.oid, c.oid, attnum::smallint, 'select')
        else has_any_column_privilege(r.oid, c.oid, 'select') end
    union
    -- A policy hides rows from it; a reading that may not hide any is refused.
    select reached.relation, true, 2, format('ALTER ROLE %I BYPASSRLS', r.rolname)
    from reached
        join pg_class c on c.oid = reached.oid and c.relrowsecurity
        join pg_roles r on r.oid = reached.role
    where not (r.rolsuper or r.rolbypassrls or not c.relforcerowsecurity and pg_has_role(r.oid, c.relowner, 'usage'))
    union
    -- Whatever a view calls is called by whoever reads the view.
    select reached.relation, true, 3, format('GRANT EXECUTE ON ROUTINE %s TO %I', p.oid::regprocedure, r.rolname)
    from reached
        join pg_rewrite w on w.ev_class = reached.oid
        join pg_depend d on d.classid = 'pg_rewrite'::regclass and d.objid = w.oid and d.refclassid = 'pg_proc'::regclass
        join pg_proc p on p.oid = d.refobjid
        cross join reader
        join pg_roles r on r.oid = reader.oid
    where not has_function_privilege(r.oid, p.oid, 'execute')
)
select relation, is_behind, statement from lacking group by relation, is_behind, place, statement order by relation, place, statement
