-- Whoever may call this can be everyone, so it is granted to nobody: a company grants it to the one login that sends links.
create or replace function merit.issue_link(of_employee text, valid interval default '1 day') returns text
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    -- 244 random bits, in letters that a link may hold.
    token constant text := translate(
        encode(uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()), 'base64'), '+/=' || chr(10), '-_');
begin
    if coalesce(btrim(of_employee), '') = '' or length(of_employee) > 200 then
        raise exception 'an employee_id has 1 to 200 characters'
            using errcode = 'check_violation', hint = 'Give it as merit_source.employee has it.';
    end if;
    if valid is null or valid <= interval '0' or valid > interval '7 days' then
        raise exception 'a link is valid for more than nothing and at most 7 days, not for %', valid
            using errcode = 'check_violation', hint = 'Make another one when it is over.';
    end if;
    insert into merit.sign_in_link (token_hash, employee_id, until, requested_by)
    values (sha256(convert_to(token, 'UTF8')), of_employee, clock_timestamp() + valid, coalesce(merit.viewer(), session_user));
    return token;
end
$$;
comment on function merit.issue_link is
    'Makes a link by which a person signs in to the portal once; returns its token, which is kept nowhere: send the portal''s address, /link/, and the token.';

-- One statement: of two who use a link at once, one finds it used.
create or replace function merit.use_link(given bytea) returns text
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    update merit.sign_in_link set used_at = clock_timestamp()
    where token_hash = given and used_at is null and until > clock_timestamp()
    returning employee_id
$$;
comment on function merit.use_link is 'Uses a link, by the hash of its token, and says whose it is; null: there is none, it is used, or its time is over.';
grant execute on function merit.use_link to merit_portal;
