-- Whose session it is, and from here to the transaction's end the portal acts for that person. That it was seen is written once a minute.
create or replace function merit.enter(given bytea, out session_number bigint, out person text, out how text, out ended text)
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    found_session merit.session;
begin
    select * into found_session from merit.session s where s.token_hash = given;
    if not found then
        ended := 'unknown';
        return;
    end if;
    ended := case
        when found_session.ended_at is not null then found_session.ended_how
        when found_session.started_at < clock_timestamp() - make_interval(hours => (
            select value::integer from merit.setting where name = 'session_hours')) then 'age'
        when found_session.seen_at < clock_timestamp() - make_interval(mins => (
            select value::integer from merit.setting where name = 'session_idle_minutes')) then 'idle'
        end;
    if ended is not null then
        return;
    end if;
    if found_session.seen_at < clock_timestamp() - interval '1 minute' then
        update merit.session s set seen_at = clock_timestamp()
        where s.session_id = (
            select o.session_id from merit.session o where o.session_id = found_session.session_id and o.ended_at is null for update skip locked);
    end if;
    perform merit.act_for(found_session.employee_id);
    -- Nobody waits longer for a page, and no page keeps a connection from others for longer.
    perform set_config('statement_timeout', '20s', true);
    session_number := found_session.session_id;
    person := found_session.employee_id;
    how := found_session.how;
end
$$;
comment on function merit.enter is
    'Whose session of the portal it is, by the hash of its token; acts for that person until the transaction ends. Where it is over, ended says how, and nobody acts.';

create or replace function merit.open_session(given bytea, of_employee text, way text, with_what text, replaces bytea default null) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
begin
    update merit.session s set ended_at = clock_timestamp(), ended_how = 'replaced'
    where s.token_hash = replaces and s.ended_at is null;
    insert into merit.session (token_hash, employee_id, how, agent) values (given, of_employee, way, left(with_what, 200));
    update merit.session s set ended_at = clock_timestamp(), ended_how = 'too many'
    where s.session_id in (
        select o.session_id from merit.session o
        where o.employee_id = of_employee and o.ended_at is null
        order by o.started_at desc, o.session_id desc offset 20);
end
$$;
comment on function merit.open_session is
    'Begins a session of somebody who has signed in, in place of the one before in the same browser. Of more than twenty the oldest end.';

create or replace function merit.end_session(given bytea) returns void
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    update merit.session set ended_at = clock_timestamp(), ended_how = 'signed out' where token_hash = given and ended_at is null
$$;
comment on function merit.end_session is 'Ends a session whose owner signs out.';

create or replace function merit.own_sessions()
    returns table (session_number bigint, how text, agent text, started_at timestamptz, seen_at timestamptz)
    language sql stable security definer set search_path = pg_catalog, pg_temp
as $$
    select s.session_id, s.how, s.agent, s.started_at, s.seen_at
    from merit.session s
    where s.employee_id = merit.viewer() and s.ended_at is null
        and s.started_at >= clock_timestamp() - make_interval(hours => merit.setting_value('session_hours')::integer)
        and s.seen_at >= clock_timestamp() - make_interval(mins => merit.setting_value('session_idle_minutes')::integer)
    order by s.started_at desc, s.session_id desc
$$;
comment on function merit.own_sessions is 'The sessions of the viewer that are not over.';

create or replace function merit.end_own_session(session_number bigint) returns void
    language plpgsql security definer set search_path = pg_catalog, pg_temp
as $$
declare
    viewer constant text := merit.known_viewer();
begin
    update merit.session s set ended_at = clock_timestamp(), ended_how = 'by its owner'
    where s.session_id = session_number and s.employee_id = viewer and s.ended_at is null;
    if not found then
        perform merit.refuse(format('session %s of yours', session_number));
    end if;
end
$$;
comment on function merit.end_own_session is 'Ends a session of the viewer.';

create or replace function merit.may_try(tried bytea, most integer, within interval) returns boolean
    language sql security definer set search_path = pg_catalog, pg_temp
as $$
    insert into merit.sign_in_try (key, since) values (tried, date_bin(within, clock_timestamp(), timestamptz '2000-01-01 00:00Z'))
    on conflict (key, since) do update set tries = merit.sign_in_try.tries + 1
    returning tries <= most
$$;
comment on function merit.may_try is 'Counts a try, and says whether there were not more than so many within so long.';

grant execute on function merit.enter, merit.open_session, merit.end_session, merit.own_sessions, merit.end_own_session, merit.may_try
    to merit_portal;
