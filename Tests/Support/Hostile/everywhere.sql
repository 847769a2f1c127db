-- What whoever calls a function could put before the server's own: in schema hostile, which stands first in the path of whoever calls, in
-- schema public (shadows.sql), and in pg_temp, where tables and types are looked for before all others unless a path says otherwise.
-- A trace is left by what runs with the rights of somebody else than the login, and by nothing else.
create or replace function public.leave_trace(what text, ran_as text) returns void language plpgsql set search_path = pg_catalog as $$
begin
    if ran_as <> session_user then
        perform nextval('public.caught');
    end if;
end
$$;
create function public.sprung(what text) returns boolean language plpgsql as $$
begin
    perform public.leave_trace(what, current_user);
    return true;
end
$$;
grant select on sequence public.caught to public;
create schema hostile;
grant usage on schema hostile to public;

-- Relations and types, as statements for any schema: views that hold nothing and spring when they are read, and domains that spring when
-- a value is made one.
create table public.trap (statement text);
grant select on public.trap to public;
insert into public.trap
select format('create view %%1$I.%1$I as select %2$s where public.sprung(%1$L); grant select on %%1$I.%1$I to public', relname,
    (
        select string_agg(format('null::%s as %I', format_type(atttypid, atttypmod), attname), ', ' order by attnum)
        from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped
    ))
from pg_class c join pg_namespace n on n.oid = relnamespace
where relkind in ('r', 'v')
    and (nspname = 'merit'
        or nspname = 'pg_catalog' and exists (select from pg_proc where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prosrc ~ ('\m' || relname || '\M')));
insert into public.trap
select format('create domain %%I.%1$I as pg_catalog.%1$I check (public.sprung(%1$L))', typname)
from pg_type
where typnamespace = 'pg_catalog'::regnamespace and typtype = 'b' and typname !~ '^_|^pg_|^char$|^cstring$'
    and exists (select from pg_proc where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prosrc ~ ('\m' || typname || '\M'));

-- In the schema that is given, as far as whoever calls may.
create function public.plant(into_schema text) returns integer language plpgsql set search_path = pg_catalog as $$
declare
    trap text;
    made integer := 0;
begin
    for trap in select statement from public.trap loop
        begin
            execute format(trap, into_schema);
            made := made + 1;
        exception
            when insufficient_privilege or invalid_table_definition or invalid_object_definition or undefined_object then null;
        end;
    end loop;
    return made;
end
$$;
select public.plant('hostile');

-- Functions and operators of the very same types as the server's own, of all that texts of Merit's functions name.
do $$
declare
    own record;
begin
    for own in
        select proname, pg_get_function_identity_arguments(p.oid) as taken, pg_get_function_result(p.oid) as result, proretset
        from pg_proc p
        where pronamespace = 'pg_catalog'::regnamespace and prokind = 'f' and prorettype <> 'record'::regtype
            and exists (select from pg_proc where pronamespace in ('merit'::regnamespace, 'merit_api'::regnamespace) and prosrc ~ ('\m' || p.proname || '\M'))
    loop
        begin
            execute format(
                'create function hostile.%I(%s) returns %s language plpgsql as $shadow$ begin '
                    || 'perform public.leave_trace(%L, current_user); return%s; end $shadow$',
                own.proname, own.taken, own.result, own.proname,
                case when own.proretset or own.result = 'void' then '' else ' null' end);
        exception
            -- Those that take what no function in plpgsql does.
            when others then null;
        end;
    end loop;
    for own in
        select row_number() over () as number, oprname, oprleft::regtype as l, oprright::regtype as r, oprresult::regtype as result
        from pg_operator
        where oprnamespace = 'pg_catalog'::regnamespace and oprkind = 'b'
            and oprleft = any ('{boolean,smallint,integer,bigint,numeric,text,name,date,timestamptz,interval,jsonb,oid,text[],bigint[],anyarray}'::regtype[])
            and oprcode::text !~ 'sel$'
    loop
        begin
            execute format(
                'create function hostile.%I(%s, %s) returns %s language plpgsql as $shadow$ begin '
                    || 'perform public.leave_trace(%L, current_user); return null; end $shadow$',
                'operator_' || own.number, own.l, own.r, own.result, format('%s %s %s', own.l, own.oprname, own.r));
            execute format('create operator hostile.%s (leftarg = %s, rightarg = %s, function = hostile.%I)',
                own.oprname, own.l, own.r, 'operator_' || own.number);
        exception
            when others then null;
        end;
    end loop;
end
$$;
