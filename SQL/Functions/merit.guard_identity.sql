create or replace function merit.guard_identity() returns trigger
    language plpgsql set search_path = pg_catalog, pg_temp
as $$
declare
    image constant jsonb := to_jsonb(new);
    named constant text := image ->> 'role_name';
begin
    if named in ('merit_owner', 'merit_worker', 'merit_reader', 'merit_hr', 'merit_dashboard', 'merit_person') then
        raise exception 'the role "%" is nobody''s own', named
            using errcode = 'check_violation', hint = 'Make a login that is a member of merit_person, and name that.';
    end if;
    if named is not null and to_regrole(quote_ident(named)) is null then
        raise exception 'there is no role "%"', named
            using errcode = 'undefined_object', hint = 'Make it first: create role … login in role merit_person.';
    end if;
    if tg_table_name = 'login' and exists (select from merit.application where role_name = named)
        or tg_table_name = 'application' and exists (select from merit.login where role_name = named) then
        raise exception 'the role "%" is a person''s or an application''s, not both', named
            using errcode = 'check_violation', hint = 'Give the application a login of its own.';
    end if;
    if image ? 'employee_id' and (btrim(image ->> 'employee_id') = '' or length(image ->> 'employee_id') > 200) then
        raise exception 'an employee_id has 1 to 200 characters'
            using errcode = 'check_violation', hint = 'Give it as merit_source.employee has it.';
    end if;
    if length(image ->> 'department') > 500 then
        raise exception 'a department has at most 500 characters'
            using errcode = 'check_violation', hint = 'Give it as merit_source.employee has it, or leave it out: then it is everyone.';
    end if;
    if named is not null then
        new := jsonb_populate_record(new, jsonb_build_object('role_id', to_regrole(quote_ident(named))::oid::text));
    end if;
    return new;
end
$$;
comment on function merit.guard_identity is 'Refuses logins, applications and officers that cannot be, and keeps which role it is.';
