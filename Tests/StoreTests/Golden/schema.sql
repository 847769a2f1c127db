-- What stands in schemas merit and merit_api, one thing a line, in an order that does not depend on when it was created.
with relation as (
    select c.oid, case c.relnamespace when 'merit_api'::regnamespace then 'merit_api.' else '' end || c.relname as relname, c.relkind,
        c.relacl, c.reloptions
    from pg_class c
    where c.relnamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and c.relkind in ('r', 'v', 'S', 'c')
), granted (oid, object, kind, acl) as (
    select oid, relname::text, 1, relacl from relation
    union all
    select a.attrelid, format('%s.%s', r.relname, a.attname), 1, a.attacl
    from pg_attribute a join relation r on r.oid = a.attrelid
    where a.attacl is not null
    union all
    select p.oid, format('function %s%s(%s)', case p.pronamespace when 'merit_api'::regnamespace then 'merit_api.' end, p.proname, pg_get_function_identity_arguments(p.oid)), 2,
        coalesce(p.proacl, acldefault('f', p.proowner))
    from pg_proc p
    where p.pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace)
    union all
    select n.oid, case n.nspname when 'merit' then 'schema' else 'schema ' || n.nspname end, 0, n.nspacl from pg_namespace n
    where n.nspname in ('merit', 'merit_api')
), line (subject, section, place, text) as (
    select relname::text, 0, 0, format('%s %s%s',
        case relkind when 'r' then 'table' when 'v' then 'view' when 'S' then 'sequence' else 'type' end, relname,
        ' with (' || array_to_string(reloptions, ', ') || ')')
    from relation
    union all
    select r.relname, 1, a.attnum, format('%s.%s %s%s%s', r.relname, a.attname, format_type(a.atttypid, a.atttypmod),
        case when a.attnotnull then ' not null' end,
        case
            when a.attidentity = 'a' then ' generated always as identity'
            else ' default ' || pg_get_expr(d.adbin, d.adrelid)
        end)
    from relation r
        join pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
        left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
    where r.relkind <> 'S'
    union all
    select r.relname, 2, 0, format('%s constraint %s %s', r.relname, c.conname, pg_get_constraintdef(c.oid))
    from relation r join pg_constraint c on c.conrelid = r.oid
    -- Since PostgreSQL 18 NOT NULL is one too; the column says it already.
    where c.contype <> 'n'
    union all
    select r.relname, 3, 0, regexp_replace(pg_get_indexdef(i.indexrelid), ' ON merit\.', ' on ')
    from relation r join pg_index i on i.indrelid = r.oid
    where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
    union all
    select r.relname, 4, 0, pg_get_triggerdef(t.oid)
    from relation r join pg_trigger t on t.tgrelid = r.oid
    where not t.tgisinternal
    union all
    select 'function ' || case p.pronamespace when 'merit_api'::regnamespace then 'merit_api.' else '' end || p.proname, 0, 0,
        format('function %s%s(%s) returns %s%s%s%s', case p.pronamespace when 'merit_api'::regnamespace then 'merit_api.' end, p.proname,
        pg_get_function_identity_arguments(p.oid), pg_get_function_result(p.oid),
        case p.provolatile when 's' then ' stable' when 'i' then ' immutable' end,
        case when p.prosecdef then ' security definer' end, ' set ' || array_to_string(p.proconfig, ' set '))
    from pg_proc p
    where p.pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace)
    union all
    select split_part(object, '.', 1), 5 + kind, 0, format('%s: %s may %s', object,
        case when x.grantee = 0 then 'public' else x.grantee::regrole::text end,
        lower(string_agg(x.privilege_type, ', ' order by x.privilege_type)))
    from granted, aclexplode(acl) x
    where x.grantee <> 'merit_owner'::regrole
    group by object, kind, x.grantee
)
select text from line
order by section > 5, subject collate "C", section, place, text collate "C"
