-- What a stranger could put into a schema of the search path, so that it is called in place of the server's own: for each function and
-- operator of pg_catalog one that fits other types better than the server's own does. Each leaves a trace that no rollback takes away.
create sequence public.caught;
create table public.trace (what text, ran_as text);
grant usage on sequence public.caught to public;
grant insert, select on public.trace to public;

create function public.leave_trace(what text, ran_as text) returns void language sql
begin atomic
    select nextval('public.caught');
    insert into public.trace values (what, ran_as);
end;

do $$
declare
    types constant regtype[] := '{boolean,integer,bigint,numeric,text,date,timestamptz,interval,jsonb,double precision}';
    made integer := 0;
    wide record;
    made_as text;
begin
    for wide in
        select o.name, l.type as l, r.type as r, case when o.is_boolean then 'boolean' else l.type::text end as result
        from (
                select oprname as name, bool_or(oprresult = 'boolean'::regtype) as is_boolean
                from pg_operator
                where oprnamespace = 'pg_catalog'::regnamespace and oprkind = 'b' and oprleft = any (types) and oprright = any (types)
                group by oprname
            ) o, unnest(types) l (type), unnest(types) r (type)
        where not exists (
            select from pg_operator
            where oprnamespace = 'pg_catalog'::regnamespace and oprname = o.name and oprleft = l.type and oprright = r.type)
    loop
        made := made + 1;
        made_as := format('shadow_%s', made);
        execute format(
            'create function public.%I(%s, %s) returns %s language plpgsql as $shadow$ begin '
                || 'perform public.leave_trace(%L, current_user); return null; end $shadow$',
            made_as, wide.l, wide.r, wide.result, format('%s %s %s', wide.l, wide.name, wide.r));
        execute format('create operator public.%s (leftarg = %s, rightarg = %s, function = public.%I)', wide.name, wide.l, wide.r, made_as);
    end loop;
end
$$;

-- The types that a parameter may be narrowed to: those that the server would convert.
create function pg_temp.narrower(wide regtype) returns regtype[] language sql
return case wide::text
    when 'double precision' then '{integer,bigint,numeric}'
    when 'numeric' then '{integer,bigint}'
    when 'bigint' then '{integer}'
    when 'timestamp with time zone' then '{date}'
    when 'timestamp without time zone' then '{date}'
    when 'text' then '{name}'
    when 'oid' then '{integer,bigint,regclass}'
    when 'json' then '{jsonb}'
    else case
        when wide::text in ('"any"', 'anyelement', 'anynonarray', 'anycompatible', 'anycompatiblenonarray')
            then '{boolean,integer,bigint,numeric,text,date,timestamptz,jsonb}'
        when wide::text in ('anyarray', 'anycompatiblearray') then '{integer[],bigint[],text[],numeric[]}'
        else '{}' end
end::regtype[];

do $$
declare
    own record;
    choice record;
    narrow regtype[];
    result text;
    body text;
begin
    for own in
        select p.oid, p.proname as name, p.prokind as kind, p.proretset as is_set, p.prorettype::regtype as result, p.pronargs as count,
            p.provariadic <> 0 as is_variadic, p.proargtypes::regtype[] as types, p.proargnames as names
        from pg_proc p
        where p.pronamespace = 'pg_catalog'::regnamespace and p.prokind in ('f', 'a', 'w') and p.pronargs between 1 and 3
            and p.proname !~ '^(pg_stat|binary_upgrade|RI_|gin|gist|brin|spg|ts_|int[248]|float|hash|bt|array_subscript|enum|range|multirange)'
            and p.proname !~ '(in|out|recv|send|sel|support|handler|accum|trans|serial|combine|final)$'
            and p.prorettype not in ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype, 'cstring'::regtype)
            and not exists (select from unnest(p.proargtypes) t where t in ('internal'::regtype, 'cstring'::regtype))
            and not (p.prorettype = 'record'::regtype and p.proallargtypes is not null)
    loop
        for choice in
            -- Every place that can be narrowed, to each type; places of a polymorphic function go together.
            select type from unnest('{boolean,integer,bigint,numeric,text,date,timestamptz,jsonb,name,regclass,integer[],bigint[],text[],numeric[]}'::regtype[]) type
        loop
            narrow := (
                select array_agg(case when choice.type = any (pg_temp.narrower(given.type)) then choice.type else given.type end order by place)
                from unnest((own.types)[0:]) with ordinality given (type, place));
            continue when narrow = (select array_agg(t) from unnest(own.types) t)
                or exists (select from unnest(narrow) t where t::text ~ '^"?any');
            result := case when own.result::text ~ '^any.*array$' then case when choice.type::text like '%[]' then choice.type::text else choice.type || '[]' end
                when own.result::text ~ '^any' then regexp_replace(choice.type::text, '\[\]$', '') else own.result::text end;
            begin
                if own.kind = 'f' then
                    execute format(
                        'create function public.%I(%s) returns %s language plpgsql as $shadow$ begin '
                            || 'perform public.leave_trace(%L, current_user); return%s; end $shadow$',
                        own.name,
                        (select string_agg(concat_ws(' ',
                                case when own.is_variadic and place = own.count and t::text like '%[]' then 'variadic' end,
                                quote_ident(nullif((own.names)[place], '')), t), ', ' order by place)
                            from unnest(narrow) with ordinality n (t, place)),
                        case when own.is_set then 'setof ' else '' end || result, own.name || narrow::text,
                        case when own.is_set or result = 'void' then '' else ' null' end);
                elsif own.count = 1 then
                    execute format(
                        'create function public.%I(bigint, %s) returns bigint language plpgsql as $shadow$ begin '
                            || 'perform public.leave_trace(%L, current_user); return null; end $shadow$',
                        'shadow_of_' || own.name, narrow[1], own.name || narrow::text);
                    execute format('create aggregate public.%I(%s) (sfunc = public.%I, stype = bigint)', own.name, narrow[1],
                        'shadow_of_' || own.name);
                end if;
            exception
                when others then null;
            end;
        end loop;
    end loop;

    -- Those that take anything at all.
    for own in select unnest('{format,concat,concat_ws,num_nonnulls,num_nulls,jsonb_build_object,jsonb_build_array}'::text[]) as name loop
        result := case when own.name like 'num%' then 'integer' when own.name like 'jsonb%' then 'jsonb' else 'text' end;
        for choice in
            select a.type as a, b.type as b, c.type as c
            from unnest('{integer,bigint,numeric,text,timestamptz}'::regtype[]) a (type)
                cross join unnest('{integer,bigint,numeric,text,timestamptz}'::regtype[]) b (type)
                cross join unnest('{null,integer,bigint,text}'::text[]) c (type)
        loop
            execute format(
                'create or replace function public.%I(%s) returns %s language plpgsql as $shadow$ begin '
                    || 'perform public.leave_trace(%L, current_user); return null; end $shadow$',
                own.name, concat_ws(', ', choice.a, choice.b, nullif(choice.c, 'null')), result,
                format('%s(%s)', own.name, concat_ws(', ', choice.a, choice.b, choice.c)));
        end loop;
        execute format(
            'create or replace function public.%I(text, variadic text[]) returns %s language plpgsql as $shadow$ begin '
                || 'perform public.leave_trace(%L, current_user); return null; end $shadow$',
            own.name, result, own.name || '(text, …)');
    end loop;
end
$$;
