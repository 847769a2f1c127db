-- What an application says by merit.act_for is bound to its transaction twice. It is a setting that the end of the transaction takes
-- back; and it bears the transaction's beginning, so that one that was set for a whole session, by mistake or through a pooler that
-- hands sessions on, is nobody in the next transaction. It is no row of a table, because a read-only transaction may ask too. A role of
-- the same name that was made later is another one.
create or replace function merit.viewer() returns text
    language plpgsql stable parallel restricted security definer set search_path = pg_catalog, pg_temp
as $$
declare
    spoken text;
    claims jsonb;
    by_which text;
    own constant oid := to_regrole(quote_ident(session_user));
begin
    -- The role that had logged in, whatever `set role` it did and whose function runs.
    select names_by into by_which from merit.application where role_name = session_user and role_id = own;
    if not found then
        return (select employee_id from merit.login where role_name = session_user and role_id = own);
    end if;
    if by_which = 'call' then
        spoken := current_setting('merit.acting_for', true);
        if split_part(spoken, ' ', 1) = extract(epoch from transaction_timestamp())::text then
            return nullif(substr(spoken, position(' ' in spoken) + 1), '');
        end if;
        return null;
    end if;
    claims := nullif(current_setting('request.jwt.claims', true), '')::jsonb;
    -- Clocks may differ by a minute.
    if (claims ->> 'exp')::numeric < extract(epoch from clock_timestamp()) - 60 then
        return null;
    end if;
    return nullif(claims ->> 'employee_id', '');
end
$$;
comment on function merit.viewer is
    'The person for whom the session acts: by its login, or as its trusted application says in this transaction; null: nobody that is known.';

create or replace function merit.act_for(acting_employee text) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    if not exists (
        select from merit.application
        where role_name = session_user and role_id = to_regrole(quote_ident(session_user)) and names_by = 'call') then
        raise exception 'the login "%" acts for nobody but itself', session_user
            using errcode = 'insufficient_privilege',
                hint = 'merit.application says which logins are trusted to say for whom they act; merit_owner writes it.';
    end if;
    perform set_config('merit.acting_for',
        extract(epoch from transaction_timestamp())::text || ' ' || coalesce(acting_employee, ''), true);
end
$$;
comment on function merit.act_for is
    'Says for whom a trusted application acts until the transaction ends; null: for nobody. Begin a transaction first: alone it holds for its own statement.';
