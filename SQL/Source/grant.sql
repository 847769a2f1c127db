-- The worker reads the source; run by whoever owns it.
do $$
begin
    if exists (select from pg_roles where rolname = 'merit_worker') then
        grant usage on schema merit_source to merit_worker;
        grant select on all tables in schema merit_source to merit_worker;
        alter default privileges in schema merit_source grant select on tables to merit_worker;
    end if;
end
$$;
