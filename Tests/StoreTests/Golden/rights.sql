-- Who may do what in schemas merit and merit_api, as the server itself answers: a role's own rights, those of roles that it is a member of, and everybody's.
-- Lines of Markdown. The schema's owner may do everything and has no column.
with role (name, place) as (
    values ('merit_worker', 1), ('merit_hr', 2), ('merit_dashboard', 3), ('merit_person', 4), ('merit_portal', 5), ('merit_reader', 6), ('public', 7)
), right_of (relation, role, place, privilege, told) as (
    select c.oid, r.name, p.place,
        p.name,
        case when c.relkind = 'S' then case when has_sequence_privilege(r.name, c.oid, p.name) then p.name end
            when has_table_privilege(r.name, c.oid, p.name) then p.name
            when p.name in ('select', 'insert', 'update', 'references') then p.name || ' (' || (
                select string_agg(a.attname, ', ' order by a.attnum) from pg_attribute a
                where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and has_column_privilege(r.name, c.oid, a.attnum, p.name)
            ) || ')' end
    from pg_class c, role r, unnest(array['select', 'insert', 'update', 'delete', 'truncate', 'references', 'trigger', 'usage'])
        with ordinality p (name, place)
    where c.relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')
        and (c.relkind = 'S') = (p.name = 'usage' or c.relkind = 'S' and p.name in ('select', 'update'))
), cell (section, object, role, told) as (
    select case c.relkind when 'S' then 3 else 1 end,
        format('%s `%s`', case c.relkind when 'r' then 'table' when 'v' then 'view' when 'S' then 'sequence' else c.relkind::text end,
            case when c.relnamespace = 'merit_api'::regnamespace then 'merit_api.' else '' end || c.relname),
        r.role, string_agg(r.told, ', ' order by r.place)
    from right_of r join pg_class c on c.oid = r.relation
    group by c.oid, c.relkind, c.relnamespace, c.relname, r.role
    union all
    select 2, format('`%s%s(%s)`%s%s', case when p.pronamespace = 'merit_api'::regnamespace then 'merit_api.' end, p.proname, pg_get_function_identity_arguments(p.oid),
            case when p.prorettype = 'trigger'::regtype then ', of triggers' end, case when p.prosecdef then ', as its owner' end),
        r.name, case when has_function_privilege(r.name, p.oid, 'execute') then 'execute' end
    from pg_proc p, role r where p.pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace)
    union all
    select 4, format('type `%s`', t.typname), r.name, case when has_type_privilege(r.name, t.oid, 'usage') then 'usage' end
    from pg_type t left join pg_class c on c.oid = t.typrelid, role r
    where t.typnamespace = 'merit'::regnamespace and t.typelem = 0 and coalesce(c.relkind, 'c') = 'c'
    union all
    select 0, format('schema `%s`', n.nspname), r.name, nullif(concat_ws(', ',
        case when has_schema_privilege(r.name, n.oid, 'usage') then 'usage' end, case when has_schema_privilege(r.name, n.oid, 'create') then 'create' end), '')
    from pg_namespace n, role r where n.nspname in ('merit', 'merit_api', 'public')
    union all
    select 0, 'the database', r.name, nullif(concat_ws(', ',
        case when has_database_privilege(r.name, current_database(), 'connect') then 'connect' end,
        case when has_database_privilege(r.name, current_database(), 'temporary') then 'temporary' end,
        case when has_database_privilege(r.name, current_database(), 'create') then 'create' end), '')
    from role r
), line (section, place, object, text) as (
    select section, 2, object, format('| %s | %s |', object,
        (select string_agg(coalesce(c.told, ''), ' | ' order by r.place) from cell c join role r on r.name = c.role
            where c.section = whole.section and c.object = whole.object))
    from (select distinct section, object from cell) whole
    union all
    select section, 0, '', format(E'\n## %s\n\n| what | `merit_worker` | `merit_hr` | `merit_dashboard` | `merit_person` | `merit_portal` | `merit_reader` | everybody |\n|---|---|---|---|---|---|---|---|', title)
    from (values (0, 'Where one must come in'), (1, 'Tables and views'), (2, 'Functions'), (3, 'Sequences'), (4, 'Types')) s (section, title)
    union all
    select 5, 0, '', E'\n## Roles\n\n| role | may | is a member of |\n|---|---|---|'
    union all
    select 5, 2, rolname, format('| `%s` | %s | %s |', rolname, concat_ws(', ',
            case when rolcanlogin then 'log in' end, case when rolsuper then 'everything (superuser)' end,
            case when rolcreaterole then 'create roles' end, case when rolcreatedb then 'create databases' end,
            case when rolreplication then 'replicate' end, case when rolbypassrls then 'pass row policies' end),
        coalesce((select string_agg(format('`%s`', m.roleid::regrole), ', ' order by m.roleid::regrole::text collate "C")
            from pg_auth_members m where m.member = pg_roles.oid), ''))
    from pg_roles where rolname in ('merit_owner', 'merit_worker', 'merit_hr', 'merit_dashboard', 'merit_person', 'merit_portal', 'merit_reader')
    union all
    select 6, 0, '', E'\n## What new objects allow\n\n| objects of | in schema | sort | rights |\n|---|---|---|---|'
    union all
    select 6, 2, d.oid::text, format('| `%s` | %s | %s | %s |', d.defaclrole::regrole, coalesce(d.defaclnamespace::regnamespace::text, 'every'),
        case d.defaclobjtype when 'f' then 'functions' when 'r' then 'tables' when 'S' then 'sequences' when 'T' then 'types' else 'schemas' end,
        replace(d.defaclacl::text, '=X/merit_owner', ': execute'))
    from pg_default_acl d where d.defaclrole = 'merit_owner'::regrole or d.defaclnamespace = 'merit'::regnamespace
    union all
    select 7, 0, '', E'\n## What does not belong to `merit_owner`\n'
    union all
    select 7, 2, told, '- ' || told from (
        select format('%s, of %s', oid::regclass, relowner::regrole) from pg_class
        where relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and relowner <> 'merit_owner'::regrole
        union all
        select format('%s, of %s', oid::regprocedure, proowner::regrole) from pg_proc
        where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and proowner <> 'merit_owner'::regrole
        union all
        select format('%s, of %s', oid::regtype, typowner::regrole) from pg_type
        where typnamespace = 'merit'::regnamespace and typowner <> 'merit_owner'::regrole
        union all
        select format('schema %s, of %s', nspname, nspowner::regrole) from pg_namespace
        where nspname in ('merit', 'merit_api') and nspowner <> 'merit_owner'::regrole
    ) owned (told)
    union all
    select 7, 3, '', 'Nothing else.'
)
select text from line order by section, place, object collate "C"
