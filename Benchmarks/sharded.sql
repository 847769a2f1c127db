-- The source whose large relations lie in the databases shard_0, shard_1 … of bench.shards, on the server whose socket is in bench.host:
-- as docs/scale.md has it, for servers that trust whoever comes.
create extension postgres_fdw;
create schema merit_source;
do $$
declare
    relation name;
begin
    for shard in 0..current_setting('bench.shards')::integer - 1 loop
        execute format(
            'create server shard_%1$s foreign data wrapper postgres_fdw options (
                host %2$L, dbname ''shard_%1$s'', options ''-c row_security=off'', async_capable ''true'',
                use_remote_estimate ''true'', fdw_tuple_cost ''1'', fetch_size ''10000'', batch_size ''1000'')',
            shard, current_setting('bench.host'));
        execute format('create user mapping for current_user server shard_%s options (user ''postgres'')', shard);
        execute format(
            'create user mapping for merit_reader server shard_%s options (user ''merit_reader'', password_required ''false'')', shard);
        execute format('create schema shard_%s', shard);
        execute format('import foreign schema merit_source from server shard_%1$s into shard_%1$s', shard);
    end loop;
    for relation in select relname from pg_class where relnamespace = 'shard_0'::regnamespace and relname <> 'employee' loop
        execute format('create table merit_source.%1$I (like shard_0.%1$I) partition by hash (employee_id)', relation);
        for shard in 0..current_setting('bench.shards')::integer - 1 loop
            execute format(
                'alter table merit_source.%1$I attach partition shard_%2$s.%1$I for values with (modulus %3$s, remainder %2$s)',
                relation, shard, current_setting('bench.shards'));
        end loop;
    end loop;
end
$$;
create table merit_source.employee as select * from shard_0.employee;
grant usage on schema merit_source to merit_reader;
grant select on all tables in schema merit_source to merit_reader;
