-- Merit reads the source by a login that reads nothing else; run by whoever owns the source. A cluster without that login has an older
-- Merit, whose worker reads for itself.
do $$
declare
    reader constant text := (
        select rolname from pg_roles where rolname in ('merit_reader', 'merit_worker') order by rolname limit 1);
begin
    if reader is not null then
        execute format('grant usage on schema merit_source to %I', reader);
        execute format('grant select on all tables in schema merit_source to %I', reader);
        execute format('alter default privileges in schema merit_source grant select on tables to %I', reader);
    end if;
end
$$;
