-- A copy of a company becomes one of its shards: of each relation but `employee` the rows stay that belong to partition
-- bench.shard of bench.shards.
create schema partitions;
create schema kept;
do $$
declare
    relation name;
begin
    for relation in
        select relname from pg_class where relnamespace = 'merit_source'::regnamespace and relkind = 'r' and relname <> 'employee'
    loop
        execute format('create table partitions.%1$I (like merit_source.%1$I) partition by hash (employee_id)', relation);
        execute format(
            'create table kept.%1$I as select * from merit_source.%1$I
            where satisfies_hash_partition(%2$L::regclass, %3$s, %4$s, employee_id)',
            relation, 'partitions.' || relation, current_setting('bench.shards'), current_setting('bench.shard'));
        execute format('drop table merit_source.%I', relation);
        execute format('alter table kept.%I set schema merit_source', relation);
    end loop;
end
$$;
grant select on all tables in schema merit_source to merit_reader;
